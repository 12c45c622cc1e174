import { formatMoney, type MoneyValue } from '@dwar/client';
import { createElement, Fragment, type ReactElement, type ReactNode } from 'react';

export interface MoneyProps {
  /** An exact amount as Dwar sends it; null is an amount that is not known. */
  readonly value: MoneyValue | null | undefined;
  /** BCP 47 tag. Default `en-IN`: a server and a browser then write the same text. */
  readonly locale?: string;
  /** What is shown for an unknown amount. Default `–`, never 0. */
  readonly unknown?: ReactNode;
}

/** An amount for people, such as `₹1,575.09`. Throws a RangeError if the amount is not a decimal text. */
export function Money({ value, locale = 'en-IN', unknown = '–' }: MoneyProps): ReactElement {
  return createElement(Fragment, null, value == null ? unknown : formatMoney(value, locale));
}
