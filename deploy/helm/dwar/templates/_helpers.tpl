{{- define "dwar.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 53 | trimSuffix "-" }}
{{- else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 53 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "dwar.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "dwar.labels" -}}
{{ include "dwar.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "dwar.image" -}}
{{- .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- with .Values.image.digest }}@{{ . }}{{ end }}
{{- end }}

{{- define "dwar.spread" -}}
- maxSkew: 1
  topologyKey: {{ .key }}
  whenUnsatisfiable: {{ .root.Values.topologySpread.whenUnsatisfiable }}
  labelSelector:
    matchLabels: {{- include "dwar.selector" .root | nindent 6 }}
{{- end }}

{{/* The pod of both profiles. */}}
{{- define "dwar.pod" -}}
metadata:
  labels: {{- include "dwar.labels" . | nindent 4 }}
  {{- with .Values.podAnnotations }}
  annotations: {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  automountServiceAccountToken: false
  # Variables of services in this namespace would be read as configuration.
  enableServiceLinks: false
  # The delay, the time to end streams and requests, and a margin.
  terminationGracePeriodSeconds: {{ add .Values.shutdown.delaySeconds .Values.shutdown.timeoutSeconds 10 }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 1000
    runAsGroup: 1000
    fsGroup: 1000
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile: { type: RuntimeDefault }
  {{- with .Values.image.pullSecrets }}
  imagePullSecrets: {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  containers:
    - name: dwar
      image: {{ include "dwar.image" . | quote }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: { drop: [ALL] }
      env:
        - { name: HOST, value: 0.0.0.0 }
        - { name: PORT, value: '4000' }
        - { name: OPS_HOST, value: 0.0.0.0 }
        - { name: OPS_PORT, value: '9464' }
        - { name: TRUST_PROXY, value: {{ .Values.trustProxy | quote }} }
        - { name: SHUTDOWN_DELAY_SECONDS, value: {{ .Values.shutdown.delaySeconds | quote }} }
        - { name: SHUTDOWN_TIMEOUT_MS, value: {{ mul .Values.shutdown.timeoutSeconds 1000 | quote }} }
        {{- if eq .Values.profile "embedded" }}
        - { name: DATABASE_URL, value: 'sqlite:/app/data/dwar.db' }
        {{- end }}
        {{- range .Values.secret.keys }}
        {{- if not (and (eq $.Values.profile "embedded") (has . (list "DATABASE_URL" "REDIS_URL"))) }}
        - { name: {{ . }}_FILE, value: {{ printf "/run/secrets/dwar/%s" . | quote }} }
        {{- end }}
        {{- end }}
        {{- range $name, $value := .Values.env }}
        - { name: {{ $name }}, value: {{ $value | quote }} }
        {{- end }}
      ports:
        - { name: http, containerPort: 4000 }
        - { name: ops, containerPort: 9464 }
      # Migrations run before an instance listens: ten minutes, then it is started again.
      startupProbe:
        httpGet: { path: /health/live, port: http }
        periodSeconds: 2
        timeoutSeconds: 3
        failureThreshold: 300
      readinessProbe:
        httpGet: { path: /health/ready, port: http }
        periodSeconds: 5
        timeoutSeconds: 3
        failureThreshold: 1
      livenessProbe:
        httpGet: { path: /health/live, port: http }
        periodSeconds: 10
        timeoutSeconds: 3
        failureThreshold: 3
      resources: {{- toYaml .Values.resources | nindent 8 }}
      volumeMounts:
        - { name: secrets, mountPath: /run/secrets/dwar, readOnly: true }
        {{- if eq .Values.profile "embedded" }}
        - { name: data, mountPath: /app/data }
        {{- end }}
  volumes:
    - name: secrets
      secret:
        secretName: {{ .Values.secret.name }}
        # 0440: the instance reads by its group, and nothing else does. In decimal, which every version of YAML reads alike.
        defaultMode: 288
  {{- if and .Values.topologySpread.enabled (eq .Values.profile "cluster") }}
  topologySpreadConstraints:
    {{- include "dwar.spread" (dict "root" . "key" "kubernetes.io/hostname") | nindent 4 }}
    {{- include "dwar.spread" (dict "root" . "key" "topology.kubernetes.io/zone") | nindent 4 }}
  {{- end }}
  {{- with .Values.nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.affinity }}
  affinity: {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
