// A DaemonSet, the objects beside it that speak of it, and others that only look alike.
import assert from 'node:assert/strict'
import { withCursorIn } from '../../support/documents.ts'

export const FILES: Readonly<Record<string, string>> = {
  agent: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
  namespace: logging
  labels:
    app: agent
spec:
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
        tier: node
      annotations:
        kubectl.kubernetes.io/default-container: main
    spec:
      serviceAccountName: agent-sa
      priorityClassName: agents
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector:
                matchLabels:
                  app: agent
            - topologyKey: kubernetes.io/hostname
              labelSelector:
                matchLabels:
                  app: other
      initContainers:
        - name: setup
          image: registry.example.com/setup:1
          volumeMounts:
            - {name: data, mountPath: /data}
      containers:
        - name: main
          image: registry.example.com/agent:1
          ports:
            - name: metrics
              containerPort: 9100
          livenessProbe:
            httpGet:
              port: metrics
          readinessProbe:
            tcpSocket:
              port: 9100
          env:
            - name: LEVEL
              valueFrom:
                configMapKeyRef:
                  name: agent-config
                  key: level
            - name: MEMORY
              valueFrom:
                resourceFieldRef:
                  containerName: main
                  resource: limits.memory
          volumeMounts:
            - name: data
              mountPath: /data
            - name: config
              mountPath: /config
      volumes:
        - name: data
          hostPath:
            path: /var/lib/agent
        - name: config
          configMap:
            name: "agent-config"
`,
  near: `apiVersion: v1
kind: Service
metadata:
  name: agent
  namespace: logging
  labels:
    app: agent
    monitored: "yes"
spec:
  selector:
    app: agent
  ports:
    - name: http
      port: 80
      targetPort: metrics
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: agent, namespace: logging}
spec:
  selector:
    matchExpressions:
      - key: app
        operator: In
        values: [agent, forwarder]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: agent, namespace: logging}
spec:
  podSelector:
    matchLabels:
      app: agent
  ingress:
    - ports:
        - port: metrics
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: agent, namespace: monitoring}
spec:
  namespaceSelector: {matchNames: [logging]}
  selector:
    matchLabels:
      app: agent
  endpoints:
    - port: http
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: agent-config
  namespace: logging
data:
  level: info
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: agent-sa, namespace: logging}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: agent}
roleRef: {kind: ClusterRole, name: agent}
subjects:
  - {kind: ServiceAccount, name: agent-sa, namespace: logging}
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: agents}
`,
  far: `apiVersion: v1
kind: Service
metadata: {name: agent, namespace: other}
spec:
  selector:
    app: agent
---
apiVersion: v1
kind: ConfigMap
metadata: {name: agent-config, namespace: other}
`,
}

/** Puts the cursor into the nth place of a file that holds the text, at the `|` in it. */
export function at(file: string, needle: string, nth = 0): ReturnType<typeof withCursorIn> {
  const plain = needle.replace('|', '')
  const text = FILES[file] ?? ''
  let start = -1
  for (let count = 0; count <= nth; count++) start = text.indexOf(plain, start + 1)
  assert.ok(start >= 0, `${file} holds ${plain}`)
  const cursor = start + needle.indexOf('|')
  return withCursorIn({ ...FILES, [file]: `${text.slice(0, cursor)}$0${text.slice(cursor)}` })
}
