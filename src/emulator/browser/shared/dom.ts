/** What stands inside an element: elements and texts; null stands for nothing. */
export type Child = Node | string | null;

type Handlers = { readonly [Name in `on${string}`]?: (event: never) => void };
type Attributes = Readonly<Record<string, string | number | boolean | null | ((event: never) => void)>>;

/**
 * Creates an element. An attribute that is `true` is set without a value, one that is `false` or null is left
 * out, and one that begins with `on` and is a function listens to that event.
 */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes & Handlers = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener);
    else if (value !== false && value !== null)
      element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== null));
  return element;
}
