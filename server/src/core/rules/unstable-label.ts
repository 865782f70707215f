// Which labels change from release to release.

const UNSTABLE = /(^|\/)(version|chart|commit|git-?sha|controller-revision-hash|pod-template-hash|pod-template-generation)$|[-_.]hash$/i

/** True for labels whose value changes with a release: they do not belong in a selector. */
export function isUnstableLabel(key: string): boolean {
  return UNSTABLE.test(key)
}
