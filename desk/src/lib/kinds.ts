// Seven groups of kinds share the seven colours that can be told apart; kinds of a user's own tables join the last.
const GROUPS: string[][] = [
  ['attack', 'abduct'],
  ['clash'],
  ['accident'],
  ['raid', 'arrest', 'seize', 'prosecute', 'sanction', 'release'],
  ['take', 'withdraw', 'deploy', 'move'],
  ['acquire', 'transfer', 'develop', 'possess', 'test', 'operate', 'train', 'recruit'],
]
export const GROUP_COUNT = 7
const GROUP_OF = new Map(GROUPS.flatMap((kinds, group) => kinds.map((kind) => [kind, group] as const)))

/** The colour group of a kind, 0 to 6. */
export const groupOf = (kind: string): number => GROUP_OF.get(kind) ?? GROUP_COUNT - 1
