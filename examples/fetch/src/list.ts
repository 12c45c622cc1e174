export interface ShownOrder {
  readonly id: string;
  readonly status: string;
  readonly legs: readonly {
    readonly symbol: string;
    readonly side: string;
    readonly quantity: number | null | undefined;
    readonly filledQuantity: number | null | undefined;
  }[];
}

/** Shows orders, in this order. */
export function showOrders(orders: readonly ShownOrder[]): void {
  const list = document.querySelector('#orders') as HTMLElement;
  list.replaceChildren(
    ...orders.map(({ status, legs }) => {
      const shares = legs.map(
        ({ side, filledQuantity, quantity, symbol }) =>
          `${side} ${filledQuantity ?? '?'} of ${quantity ?? '?'} ${symbol}`,
      );
      const item = document.createElement('li');
      item.textContent = `${shares.join(', ')}: ${status}`;
      return item;
    }),
  );
}

/** Shows that the orders cannot be followed. */
export function showProblem(reason: unknown): void {
  const problem = document.createElement('p');
  problem.role = 'alert';
  problem.textContent = `Your orders cannot be shown: ${(reason as Error).message}. Reload the page.`;
  document.querySelector('#orders')?.after(problem);
}
