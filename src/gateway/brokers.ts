/** Section 19: brokers as data. `leprechaun` false: no virtual accounts there. */
export const BROKERS: readonly {
  key: string;
  name: string;
  holdingsImport: boolean;
  leprechaun: boolean;
  limitOrders: boolean;
}[] = [
  { key: 'aliceblue', name: 'Alice Blue', holdingsImport: false, leprechaun: true, limitOrders: false },
  { key: 'angelbroking', name: 'Angel One', holdingsImport: true, leprechaun: true, limitOrders: false },
  { key: 'axis', name: 'Axis Direct', holdingsImport: false, leprechaun: true, limitOrders: false },
  { key: 'dhan', name: 'Dhan', holdingsImport: true, leprechaun: false, limitOrders: false },
  { key: 'edelweiss', name: 'Nuvama', holdingsImport: false, leprechaun: true, limitOrders: false },
  { key: 'fisdom', name: 'Fisdom', holdingsImport: true, leprechaun: false, limitOrders: false },
  { key: 'fivepaisa', name: '5paisa', holdingsImport: true, leprechaun: true, limitOrders: true },
  { key: 'fundzbazar', name: 'FundzBazar', holdingsImport: false, leprechaun: true, limitOrders: false },
  { key: 'groww', name: 'Groww', holdingsImport: false, leprechaun: false, limitOrders: true },
  { key: 'hdfc', name: 'HDFC Securities', holdingsImport: false, leprechaun: true, limitOrders: false },
  { key: 'hdfcsky', name: 'HDFC Sky', holdingsImport: true, leprechaun: false, limitOrders: false },
  { key: 'icici', name: 'ICICI Direct', holdingsImport: false, leprechaun: true, limitOrders: false },
  { key: 'iifl', name: 'IIFL', holdingsImport: true, leprechaun: true, limitOrders: false },
  { key: 'kite', name: 'Zerodha', holdingsImport: true, leprechaun: true, limitOrders: true },
  { key: 'kotak', name: 'Kotak', holdingsImport: false, leprechaun: true, limitOrders: false },
  { key: 'motilal', name: 'Motilal Oswal', holdingsImport: true, leprechaun: false, limitOrders: false },
  { key: 'paytm', name: 'Paytm Money', holdingsImport: false, leprechaun: true, limitOrders: false },
  { key: 'sbi', name: 'SBI Securities', holdingsImport: false, leprechaun: true, limitOrders: false },
  { key: 'trustline', name: 'Trustline', holdingsImport: true, leprechaun: true, limitOrders: false },
  { key: 'upstox', name: 'Upstox', holdingsImport: true, leprechaun: true, limitOrders: false },
];

/** Section 20: what marks a virtual broker. */
export const LEPRECHAUN_SUFFIX = '-leprechaun';

/** Section 19: older spellings of broker keys. */
export const BROKER_KEY_ALIASES: Readonly<Record<string, string>> = { edel: 'edelweiss' };
