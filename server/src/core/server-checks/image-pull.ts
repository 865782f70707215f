// When the kubelet fetches an image, of a container or of a volume.
export const PULL_POLICIES: readonly string[] = ['Always', 'IfNotPresent', 'Never']
