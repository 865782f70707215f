{{- define "agent.object" -}}
kind: DaemonSet
spec: {{ .Values.spec }}
{{- end }}
