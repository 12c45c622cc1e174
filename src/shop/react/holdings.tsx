import { Money, useHoldings } from '@dwar/react';

interface HoldingsProps {
  readonly isBusy: boolean;
  readonly onImport: () => void;
}

export function Holdings({ isBusy, onImport }: HoldingsProps) {
  const securities = useHoldings().data?.securities ?? [];
  return (
    <section className="panel" aria-labelledby="holdings-title">
      <h2 id="holdings-title">Holdings</h2>
      {securities.length === 0 ? (
        <p className="soft">Import them from your broker.</p>
      ) : (
        <table id="holdings">
          <thead>
            <tr>
              <th scope="col">Share</th>
              <th scope="col">Quantity</th>
              <th scope="col">Price paid</th>
            </tr>
          </thead>
          <tbody>
            {securities.map(({ isin, name, nseTicker, quantity, averagePrice }) => (
              <tr key={isin ?? name}>
                <th scope="row">{nseTicker ?? name}</th>
                <td>{quantity === null ? '–' : Number(quantity)}</td>
                <td>
                  <Money value={averagePrice} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <button type="button" disabled={isBusy} onClick={onImport}>
        Import holdings
      </button>
    </section>
  );
}
