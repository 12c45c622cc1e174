/** The description of `revision`, which is the same for each type that has it. */
export const REVISION =
  'Number of the event that last changed it, in the viewer’s log: the same in a query and in that event. ' +
  'It only grows, so the copy with the greater revision is the newer one. 0 if it is not known. ' +
  'Revisions from before a `ResyncRequired` cannot be compared with later ones. ' +
  'After an upgrade of Dwar it may be the number of a later event of the log.';
