/** Values of the chart with which tests render it. */

/** The fewest. */
export const MINIMUM = {
  image: { repository: 'registry.example.com/dwar' },
  secret: { name: 'dwar' },
  env: {
    GATEWAY_NAME: 'acme',
    GATEWAY_URL: 'https://gateway.example.com',
    AUTH_ISSUER: 'acme',
    AUTH_AUDIENCE: 'dwar',
  },
};

/** The fewest of the embedded profile. */
export const EMBEDDED = {
  ...MINIMUM,
  profile: 'embedded',
  secret: { name: 'dwar', keys: ['GATEWAY_SECRET', 'GATEWAY_API_SECRET', 'AUTH_JWT_SECRET'] },
};

export const PEER = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress' } } };
/** Every switch on. */
export const WHOLE = {
  ...MINIMUM,
  image: {
    repository: 'registry.example.com/dwar',
    digest: `sha256:${'0'.repeat(64)}`,
    pullSecrets: ['registry'],
  },
  service: { type: 'LoadBalancer', annotations: { 'example.com/internal': 'false' } },
  autoscaling: { enabled: true, minReplicas: 3, maxReplicas: 9 },
  networkPolicy: { publicFrom: [PEER], opsFrom: [PEER], egress: [{ to: [PEER], ports: [{ port: 443 }] }] },
  podAnnotations: { 'example.com/restarted': 'today' },
  nodeSelector: { 'kubernetes.io/arch': 'amd64' },
  tolerations: [{ key: 'dwar', operator: 'Exists', effect: 'NoSchedule' }],
  affinity: { nodeAffinity: {} },
};
