export async function rollout(..._a: unknown[]): Promise<number> { return 2 }
