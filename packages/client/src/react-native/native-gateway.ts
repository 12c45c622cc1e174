/**
 * The part of `react-native-smallcase-gateway` 7.x that is used here; pass its default export. Source:
 * protocol sections 18.1, 18.2 and 25.
 */
export interface NativeSmallcaseGateway {
  setConfigEnvironment(config: {
    gatewayName: string;
    environmentName: 'production' | 'staging' | 'development';
    isLeprechaun: boolean;
    isAmoEnabled: boolean;
    brokerList: string[];
  }): Promise<unknown>;
  init(sdkToken: string): Promise<unknown>;
  triggerTransaction(transactionId: string, utmParams?: object, brokerList?: string[]): Promise<unknown>;
  logoutUser(): Promise<unknown>;
}
