import {
  type ASTVisitor,
  GraphQLError,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  SingleFieldSubscriptionsRule,
  type ValidationContext,
} from 'graphql';

const CONDITIONS = ['skip', 'include'];

/**
 * A subscription must have exactly one root field, without `@skip` or `@include`, which could leave nothing
 * to subscribe to. Replaces graphql-js's own rule, which throws if such a condition is a variable.
 * Source: GraphQL specification of September 2025, section 5.2.4.1.
 */
export function singleSubscriptionFieldRule(context: ValidationContext): ASTVisitor {
  const conditional = subscriptionRoots(context).filter(
    ({ directives }) => directives?.some(({ name }) => CONDITIONS.includes(name.value)) === true,
  );
  if (conditional.length === 0) return SingleFieldSubscriptionsRule(context);
  const message = 'The root field of a subscription must not have @skip or @include.';
  return { Document: () => context.reportError(new GraphQLError(message, { nodes: conditional })) };
}

/** The root selections of each subscription, including those in fragments. */
function subscriptionRoots(context: ValidationContext): readonly SelectionNode[] {
  return context.getDocument().definitions.flatMap((definition) => {
    const isSubscription =
      definition.kind === Kind.OPERATION_DEFINITION && definition.operation === 'subscription';
    return isSubscription ? selectionsOf(context, definition.selectionSet, new Set()) : [];
  });
}

/** Visits each named fragment once. */
function selectionsOf(
  context: ValidationContext,
  { selections }: SelectionSetNode,
  seen: Set<string>,
): readonly SelectionNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return [selection, ...selectionsOf(context, selection.selectionSet, seen)];
    const name = selection.name.value;
    const fragment = seen.has(name) ? undefined : context.getFragment(name);
    seen.add(name);
    return fragment == null
      ? [selection]
      : [selection, ...selectionsOf(context, fragment.selectionSet, seen)];
  });
}
