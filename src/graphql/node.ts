import { type ClassType, Arg, Ctx, Field, ID, InterfaceType, Query, Resolver } from 'type-graphql';
import { fromGlobalId, type NodeType } from '../core/ids.js';
import { requireViewer, type Viewer } from '../viewer/viewer.js';
import type { Context } from './context.js';
import { typeNameOf } from './type-name.js';

@InterfaceType('Node', {
  description: 'An object with a global id.',
  resolveType: typeNameOf,
})
export abstract class NodeInterface {
  @Field(() => ID, { description: 'The global id: opaque and stable.' })
  id!: string;
}

/** Reads one object of the viewer by its own key; null when the viewer has no such object. */
export type NodeReader = (viewer: Viewer, key: string, context: Context) => Promise<object | null>;

/** The query `node`, over the readers that `app.ts` hands in. */
export function createNodeResolver(readers: Readonly<Record<NodeType, NodeReader>>): ClassType<object> {
  @Resolver()
  class NodeResolver {
    @Query(() => NodeInterface, {
      nullable: true,
      description: 'Any object of the viewer, by its global id. Null if the viewer has no such object.',
    })
    async node(
      @Arg('id', () => ID, { description: 'A global id.' }) id: string,
      @Ctx() context: Context,
    ): Promise<object | null> {
      const viewer = requireViewer(context);
      const target = fromGlobalId(id);
      return target === null ? null : await readers[target.type](viewer, target.key, context);
    }
  }
  return NodeResolver;
}
