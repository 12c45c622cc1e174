/** What is invented of a smallcase; its prices, returns and plans follow from it. */
export interface CatalogueRow {
  readonly scid: string;
  readonly name: string;
  readonly description: string;
  readonly publisher: string;
  /** Shares per unit bought, by the symbol of a stock of this market. */
  readonly shares: Readonly<Record<string, number>>;
  /** Growth a year, as a fraction. */
  readonly growth: number;
  /** First day, as ISO 8601. */
  readonly created: string;
  /** Price of a month in rupees with taxes; null for a free smallcase. */
  readonly monthlyFee: number | null;
  readonly isArchived?: true;
  /** The publisher agrees to a subscription a day after it was asked for. */
  readonly needsApproval?: true;
}

/** The catalogue, in its order: free smallcases, fee-based ones, and one that is archived. */
export const CATALOGUE: readonly CatalogueRow[] = [
  row('SCET_0010', 'Top 10 Shares', { INFY: 2, SBIN: 3, TCS: 1, RELIANCE: 2, ITC: 4 }, 0.14, '2018-01-15'),
  row('SCET_0005', 'All Weather', { HDFCBANK: 2, ITC: 5, RELIANCE: 1 }, 0.11, '2017-06-01'),
  row('SCET_0018', 'Steady Banks', { HDFCBANK: 3, ICICIBANK: 4, SBIN: 5 }, 0.13, '2019-02-11'),
  row('SCNM_0007', 'Software Exports', { INFY: 3, TCS: 1, WIPRO: 10, HCLTECH: 2 }, 0.16, '2016-09-05'),
  row('SCNM_0021', 'Old Economy', { TATASTEEL: 20, RELIANCE: 2, ITC: 6 }, 0.09, '2020-04-20'),
  row('SCNM_0033', 'Everyday Brands', { ITC: 10, RELIANCE: 1, TCS: 1 }, 0.1, '2021-07-12'),
  row('SCMO_0002', 'Momentum Seven', { SBIN: 6, TATASTEEL: 15, INFY: 1, WIPRO: 8 }, 0.21, '2020-10-05', 350),
  row('SCMO_0011', 'Quality Growth', { TCS: 2, HDFCBANK: 2, INFY: 2 }, 0.18, '2019-08-19', 590),
  row('SCAW_0001', 'Rising Digital', { HCLTECH: 4, WIPRO: 12, INFY: 2 }, 0.19, '2022-01-03', 250),
  row('SCAW_0004', 'Dividend Income', { ITC: 12, SBIN: 4, HCLTECH: 1 }, 0.12, '2021-03-15', 199),
  {
    ...row(
      'SCTR_0009',
      'Value Turnaround',
      { TATASTEEL: 25, SBIN: 8, ICICIBANK: 2 },
      0.17,
      '2023-05-08',
      899,
    ),
    needsApproval: true,
  },
  { ...row('SCET_0099', 'Festive Picks', { ITC: 3, WIPRO: 5 }, 0.04, '2018-10-01'), isArchived: true },
];

/** The catalogue's row of an id. */
export function catalogueRow(scid: string): CatalogueRow | undefined {
  return CATALOGUE.find((one) => one.scid === scid);
}

function row(
  scid: string,
  name: string,
  shares: Readonly<Record<string, number>>,
  growth: number,
  created: string,
  monthlyFee: number | null = null,
): CatalogueRow {
  const publisher = monthlyFee === null ? 'Windmill Demo' : 'Lantern Demo Advisers';
  const description = `${name}: ${Object.keys(shares).join(', ')}. Invented for testing.`;
  return { scid, name, description, publisher, shares, growth, created, monthlyFee };
}
