/**
 * @generated SignedSource<<84f37fb8b3ba51359e1f33afbd8abd74>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import { ConcreteRequest } from 'relay-runtime';
export type OrderStatus = "COMPLETED" | "MARKEDCOMPLETE" | "PARTIALLYFILLED" | "PLACED" | "UNFILLED" | "UNKNOWN" | "UNPLACED" | "%future added value";
export type Side = "BUY" | "SELL" | "UNKNOWN" | "%future added value";
export type ordersQuery$variables = Record<PropertyKey, never>;
export type ordersQuery$data = {
  readonly orders: {
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly id: string;
        readonly legs: ReadonlyArray<{
          readonly filledQuantity: number | null | undefined;
          readonly quantity: number | null | undefined;
          readonly side: Side;
          readonly symbol: string;
        }>;
        readonly status: OrderStatus;
      } | null | undefined;
    }>;
  } | null | undefined;
};
export type ordersQuery = {
  response: ordersQuery$data;
  variables: ordersQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "alias": null,
    "args": [
      {
        "kind": "Literal",
        "name": "first",
        "value": 20
      }
    ],
    "concreteType": "OrderConnection",
    "kind": "LinkedField",
    "name": "orders",
    "plural": false,
    "selections": [
      {
        "alias": null,
        "args": null,
        "concreteType": "OrderEdge",
        "kind": "LinkedField",
        "name": "edges",
        "plural": true,
        "selections": [
          {
            "alias": null,
            "args": null,
            "concreteType": "Order",
            "kind": "LinkedField",
            "name": "node",
            "plural": false,
            "selections": [
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "id",
                "storageKey": null
              },
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "status",
                "storageKey": null
              },
              {
                "alias": null,
                "args": null,
                "concreteType": "OrderLeg",
                "kind": "LinkedField",
                "name": "legs",
                "plural": true,
                "selections": [
                  {
                    "alias": null,
                    "args": null,
                    "kind": "ScalarField",
                    "name": "symbol",
                    "storageKey": null
                  },
                  {
                    "alias": null,
                    "args": null,
                    "kind": "ScalarField",
                    "name": "side",
                    "storageKey": null
                  },
                  {
                    "alias": null,
                    "args": null,
                    "kind": "ScalarField",
                    "name": "quantity",
                    "storageKey": null
                  },
                  {
                    "alias": null,
                    "args": null,
                    "kind": "ScalarField",
                    "name": "filledQuantity",
                    "storageKey": null
                  }
                ],
                "storageKey": null
              }
            ],
            "storageKey": null
          }
        ],
        "storageKey": null
      }
    ],
    "storageKey": "orders(first:20)"
  }
];
return {
  "fragment": {
    "argumentDefinitions": [],
    "kind": "Fragment",
    "metadata": null,
    "name": "ordersQuery",
    "selections": (v0/*:: as any*/),
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": [],
    "kind": "Operation",
    "name": "ordersQuery",
    "selections": (v0/*:: as any*/)
  },
  "params": {
    "cacheID": "05867b4f6a7706605b4141c7f077d059",
    "id": null,
    "metadata": {},
    "name": "ordersQuery",
    "operationKind": "query",
    "text": "query ordersQuery {\n  orders(first: 20) {\n    edges {\n      node {\n        id\n        status\n        legs {\n          symbol\n          side\n          quantity\n          filledQuantity\n        }\n      }\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "f46e504a70b5d2993bec651676a5f80c";

export default node;
