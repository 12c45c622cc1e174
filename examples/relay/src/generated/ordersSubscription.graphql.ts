/**
 * @generated SignedSource<<1d37d01395653ef63e75fe9f496d8a25>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import { ConcreteRequest } from 'relay-runtime';
export type ordersSubscription$variables = {
  after?: string | null | undefined;
};
export type ordersSubscription$data = {
  readonly orderUpdated: {
    readonly __typename: string;
    readonly cursor?: string;
    readonly orderId?: string;
  };
};
export type ordersSubscription = {
  response: ordersSubscription$data;
  variables: ordersSubscription$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "after"
  }
],
v1 = [
  {
    "alias": null,
    "args": [
      {
        "kind": "Variable",
        "name": "after",
        "variableName": "after"
      }
    ],
    "concreteType": null,
    "kind": "LinkedField",
    "name": "orderUpdated",
    "plural": false,
    "selections": [
      {
        "alias": null,
        "args": null,
        "kind": "ScalarField",
        "name": "__typename",
        "storageKey": null
      },
      {
        "kind": "InlineFragment",
        "selections": [
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "cursor",
            "storageKey": null
          }
        ],
        "type": "Event",
        "abstractKey": "__isEvent"
      },
      {
        "kind": "InlineFragment",
        "selections": [
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "orderId",
            "storageKey": null
          }
        ],
        "type": "OrderRetracted",
        "abstractKey": null
      }
    ],
    "storageKey": null
  }
];
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "ordersSubscription",
    "selections": (v1/*:: as any*/),
    "type": "Subscription",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "ordersSubscription",
    "selections": (v1/*:: as any*/)
  },
  "params": {
    "cacheID": "9e75fba90d4519277c06e830b149688c",
    "id": null,
    "metadata": {},
    "name": "ordersSubscription",
    "operationKind": "subscription",
    "text": "subscription ordersSubscription(\n  $after: String\n) {\n  orderUpdated(after: $after) {\n    __typename\n    ... on Event {\n      __isEvent: __typename\n      cursor\n    }\n    ... on OrderRetracted {\n      orderId\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "c63be94083255dd1e711062a8c54a4b2";

export default node;
