// A realistic manifest for completion and hover tests, with `$0` where a test puts its cursor.

import { type CompletionItem, type CompletionRequest, complete } from '../../../server/src/core/features/complete.ts'
import { sampleInventory } from '../../../server/src/core/inventory/samples.ts'
import { NO_WORKSPACE } from '../../../server/src/core/workspace-facts.ts'

export const MANIFEST = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: log-agent
  namespace: logging
  labels:
    app.kubernetes.io/name: log-agent
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: log-agent
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 10%
  template:
    metadata:
      labels:
        app.kubernetes.io/name: log-agent
        app.kubernetes.io/component: agent
    spec:
      serviceAccountName: log-agent
      # reads the logs of every container of the node
      tolerations:
      - key: node-role.kubernetes.io/control-plane
        operator: Exists
        effect: NoSchedule
      initContainers:
      - name: prepare
        image: registry.example.com/prepare:1.0.0
      containers:
      - name: agent
        image: registry.example.com/agent:2.3.1
        args: [--config, /etc/agent/agent.yaml]
        env:
        - name: NODE_NAME
          valueFrom:
            fieldRef:
              fieldPath: spec.nodeName
        ports:
        - name: metrics
          containerPort: 9100
        livenessProbe:
          httpGet:
            path: /healthz
            port: metrics
        resources:
          requests:
            cpu: 100m
            memory: 128Mi
        securityContext:
          capabilities:
            drop:
            - ALL
        volumeMounts:
        - name: logs
          mountPath: /var/log
          readOnly: true
      volumes:
      - name: logs
        hostPath:
          path: /var/log
      - name: config
        configMap:
          name: log-agent
          items:
          - key: agent.yaml
            path: agent.yaml
            mode: 0644
`

/** The manifest with `before` replaced by `after`, which holds the cursor. */
export function changed(before: string, after: string): string {
  if (!MANIFEST.includes(before)) throw new Error(`the manifest has no ${before}`)
  return MANIFEST.replace(before, () => after)
}

export function completeAt(text: string, options: Partial<CompletionRequest> = {}): readonly CompletionItem[] {
  const offset = text.indexOf('$0')
  if (offset < 0) throw new Error('no cursor')
  return complete({ text: text.replace('$0', ''), offset, minor: 37, inventory: sampleInventory('kubeadm'), workspace: NO_WORKSPACE, ...options })
}

/** The text after an item was taken, tab stops left out: `${1:x}` is x, `${1|a,b|}` is a. Indented as an editor does. */
export function taken(text: string, item: CompletionItem): string {
  const plain = text.replace('$0', '')
  const line = plain.slice(plain.lastIndexOf('\n', item.span.start - 1) + 1)
  const indent = /^ */.exec(line)?.[0] ?? ''
  const inserted = item.insertText
    .replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1')
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replace(/\$\d+/g, '')
    .replace(/\\([\\$}])/g, '$1')
    .replace(/\n/g, `\n${indent}`)
  return plain.slice(0, item.span.start) + inserted + plain.slice(item.span.end)
}
