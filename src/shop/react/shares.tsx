import { useEffect, useRef, useState } from 'react';
import { SHARES } from '../shares.js';
import type { Securities } from './flows.js';

type Leg = Securities[number];

interface SharesProps {
  readonly isBusy: boolean;
  /** The transaction that has placed orders; a new one empties the basket. */
  readonly orderedBy: string | null;
  readonly onOrder: (legs: Leg[]) => void;
}

export function Shares({ isBusy, orderedBy, onOrder }: SharesProps) {
  const [basket, setBasket] = useState<Leg[]>([]);
  useEffect(() => {
    if (orderedBy !== null) setBasket([]);
  }, [orderedBy]);
  const without = (ticker: string) => basket.filter((leg) => leg.ticker !== ticker);
  return (
    <section className="panel" aria-labelledby="shares-title">
      <h2 id="shares-title">Shares</h2>
      <ul className="rows">
        {SHARES.map((ticker) => (
          <Share
            key={ticker}
            ticker={ticker}
            isBusy={isBusy}
            onOrder={(leg) => onOrder([leg])}
            onAdd={(leg) => setBasket([...without(ticker), leg])}
          />
        ))}
      </ul>
      <h3>Basket</h3>
      {basket.length === 0 && <p className="soft">Put shares into it to order several at once.</p>}
      <ul className="rows">
        {basket.map(({ ticker, quantity }) => (
          <li key={ticker}>
            <span className="name">{`Buy ${quantity} ${ticker}`}</span>
            <button
              type="button"
              className="plain"
              aria-label={`Remove ${ticker}`}
              disabled={isBusy}
              onClick={() => setBasket(without(ticker))}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="main"
        disabled={isBusy || basket.length === 0}
        onClick={() => onOrder(basket)}
      >
        Order the basket
      </button>
    </section>
  );
}

interface ShareProps {
  readonly ticker: string;
  readonly isBusy: boolean;
  readonly onOrder: (leg: Leg) => void;
  readonly onAdd: (leg: Leg) => void;
}

function Share({ ticker, isBusy, onOrder, onAdd }: ShareProps) {
  const quantity = useRef<HTMLInputElement>(null);
  const pass = (side: Leg['side'], act: (leg: Leg) => void) => {
    const { current } = quantity;
    if (current?.reportValidity()) act({ ticker, quantity: current.valueAsNumber, side });
  };
  return (
    <li>
      <strong className="name">{ticker}</strong>
      <input
        ref={quantity}
        type="number"
        min={1}
        max={1000}
        step={1}
        defaultValue={1}
        aria-label={`Quantity of ${ticker}`}
      />
      <span className="buttons">
        <button
          type="button"
          className="main"
          aria-label={`Buy ${ticker}`}
          disabled={isBusy}
          onClick={() => pass('BUY', onOrder)}
        >
          Buy
        </button>
        <button
          type="button"
          aria-label={`Sell ${ticker}`}
          disabled={isBusy}
          onClick={() => pass('SELL', onOrder)}
        >
          Sell
        </button>
        <button
          type="button"
          aria-label={`To basket: ${ticker}`}
          disabled={isBusy}
          onClick={() => pass('BUY', onAdd)}
        >
          To basket
        </button>
      </span>
    </li>
  );
}
