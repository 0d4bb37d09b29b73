{{- define "bridge.name" -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "bridge.selector" -}}
app.kubernetes.io/name: redshield-bridge
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "bridge.labels" -}}
{{ include "bridge.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{- define "bridge.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}

{{- define "bridge.cluster" -}}
{{ include "bridge.name" . }}-database
{{- end -}}

{{- define "bridge.databaseUrl" -}}
{{- if .Values.database.cluster.enabled -}}
jdbc:postgresql://{{ include "bridge.cluster" . }}-rw:5432/bridge?sslmode=verify-full&sslrootcert=/etc/redshield/database/ca.crt
{{- else -}}
{{ .Values.database.url }}
{{- end -}}
{{- end -}}

{{- define "bridge.databaseCa" -}}
{{- if .Values.database.cluster.enabled -}}
{{ include "bridge.cluster" . }}-ca
{{- else -}}
{{ .Values.database.caSecret }}
{{- end -}}
{{- end -}}

{{/* What no single value can be wrong in. */}}
{{- define "bridge.check" -}}
{{- if ge (int .Values.stop.drain) (int .Values.stop.phase) -}}
{{- fail "stop.drain must be shorter than stop.phase 停止时继续接收请求的时间（stop.drain）要比每一步停止的时限（stop.phase）短" -}}
{{- end -}}
{{- if and .Values.database.cluster.enabled .Values.database.url -}}
{{- fail "database.url and database.cluster.enabled: give one of them 数据库地址（database.url）与自建集群（database.cluster.enabled）只能选一个" -}}
{{- end -}}
{{- if and (or .Values.trust.seals .Values.trust.timeStamp) (not .Values.trust.configMap) -}}
{{- fail "trust.configMap is needed for trust.seals and trust.timeStamp 设置了 trust.seals 或者 trust.timeStamp，还要给出 trust.configMap" -}}
{{- end -}}
{{- if and .Values.mail.host .Values.networkPolicy.enabled (not .Values.networkPolicy.mail) -}}
{{- fail "networkPolicy.mail is needed for mail.host 设置了 mail.host，还要给出 networkPolicy.mail" -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.proxies) -}}
{{- fail "proxies is needed for ingress.enabled 设置了 ingress.enabled，还要给出 proxies（入口控制器的地址或者网段）" -}}
{{- end -}}
{{- if and .Values.signIn.issuer (not (include "bridge.address" .)) -}}
{{- fail "address or ingress.host is needed for signIn.issuer 设置了 signIn.issuer，还要给出 address 或者 ingress.host" -}}
{{- end -}}
{{- range $name, $value := .Values.settings -}}
{{- if regexMatch "^BRIDGE_PLATFORMS_.+_ADAPTER$" $name -}}
{{- range $part := list "URL" "HOMEBUREAU" -}}
{{- $other := regexReplaceAll "ADAPTER$" $name $part -}}
{{- if not (hasKey $.Values.settings $other) -}}
{{- fail (printf "settings.%s is needed for settings.%s 设置了 settings.%s，还要给出 settings.%s" $other $name $name $other) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and .Values.keys.storage.names (not .Values.keys.storage.secret) -}}
{{- fail "keys.storage.secret is needed for keys.storage.names 设置了 keys.storage.names，还要给出 keys.storage.secret" -}}
{{- end -}}
{{- end -}}

{{/* By which people know the bridge. */}}
{{- define "bridge.address" -}}
{{- if .Values.address -}}{{ .Values.address }}{{- else if .Values.ingress.enabled -}}https://{{ .Values.ingress.host }}{{- end -}}
{{- end -}}

{{/* A variable from a Secret's entry: dict name, secret, key. */}}
{{- define "bridge.fromSecret" -}}
- name: {{ .name }}
  valueFrom: {secretKeyRef: {name: {{ .secret }}, key: {{ .key }}}}
{{- end -}}

{{/* What every pod is told of the database: the runtime role, and no owner. */}}
{{- define "bridge.databaseEnv" -}}
- name: SPRING_DATASOURCE_URL
  value: {{ include "bridge.databaseUrl" . | quote }}
{{ include "bridge.fromSecret" (dict "name" "SPRING_DATASOURCE_USERNAME" "secret" .Values.database.runtimeSecret "key" "username") }}
{{ include "bridge.fromSecret" (dict "name" "SPRING_DATASOURCE_PASSWORD" "secret" .Values.database.runtimeSecret "key" "password") }}
{{- end -}}

{{- define "bridge.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "bridge.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{/* The beginning of every pod's spec. A Service called bridge would else give each pod variables that are no settings. */}}
{{- define "bridge.podSpec" -}}
enableServiceLinks: false
automountServiceAccountToken: false
securityContext: {{- include "bridge.podSecurity" . | nindent 2 }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{- define "bridge.mounts" -}}
- {name: scratch, mountPath: /tmp}
- {name: keys, mountPath: /etc/redshield/keys, readOnly: true}
- {name: numbers, mountPath: /var/lib/redshield-numbers}
{{- if not .Values.evidence.s3.bucket }}
- {name: evidence, mountPath: /var/lib/redshield}
{{- end }}
{{- if .Values.keys.sealsSecret }}
- {name: seals, mountPath: /etc/redshield/seals, readOnly: true}
{{- end }}
{{- if .Values.trust.configMap }}
- {name: trust, mountPath: /etc/redshield/trust, readOnly: true}
{{- end }}
{{ include "bridge.databaseMount" . }}
{{- end -}}

{{- define "bridge.databaseMount" -}}
{{- if include "bridge.databaseCa" . }}
- {name: database-ca, mountPath: /etc/redshield/database, readOnly: true}
{{- end }}
{{- end -}}

{{- define "bridge.databaseVolume" -}}
{{- with include "bridge.databaseCa" . }}
- name: database-ca
  secret: {secretName: {{ . }}, items: [{key: ca.crt, path: ca.crt}]}
{{- end }}
{{- end -}}

{{- define "bridge.volumes" -}}
- name: scratch
  {{- if .Values.scratch.storageClass }}
  ephemeral:
    volumeClaimTemplate:
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: {{ .Values.scratch.storageClass }}
        resources: {requests: {storage: {{ .Values.scratch.size }}}}
  {{- else }}
  emptyDir: {sizeLimit: {{ .Values.scratch.size }}}
  {{- end }}
- name: keys
  projected:
    defaultMode: 0440
    sources:
      - secret: {name: {{ .Values.keys.secret }}}
      {{- with .Values.keys.storage.names }}
      - secret:
          name: {{ $.Values.keys.storage.secret }}
          items:
            {{- range . }}
            - {key: {{ . }}.key, path: storage/{{ . }}.key}
            {{- end }}
      {{- end }}
- name: numbers
  persistentVolumeClaim: {claimName: {{ .Values.numbers.volume.existingClaim | default (printf "%s-numbers" (include "bridge.name" .)) }}}
{{- if not .Values.evidence.s3.bucket }}
- name: evidence
  persistentVolumeClaim: {claimName: {{ .Values.evidence.volume.existingClaim | default (printf "%s-evidence" (include "bridge.name" .)) }}}
{{- end }}
{{- with .Values.keys.sealsSecret }}
- name: seals
  secret: {secretName: {{ . }}, defaultMode: 0440}
{{- end }}
{{- with .Values.trust.configMap }}
- name: trust
  configMap: {name: {{ . }}}
{{- end }}
{{ include "bridge.databaseVolume" . }}
{{- end -}}

{{/* What a node, --check and --audit are told alike. */}}
{{- define "bridge.env" -}}
envFrom:
  - configMapRef: {name: {{ include "bridge.name" . }}-settings}
  - secretRef: {name: {{ .Values.secrets }}}
env:
  {{- include "bridge.databaseEnv" . | nindent 2 }}
{{- end -}}
