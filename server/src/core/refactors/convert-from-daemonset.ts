// DaemonSet to Deployment, StatefulSet and Pod. What these do not have stays as a comment that says why.
import { commentOut } from '../edits/comment-out.ts'
import { moveEntry, renameKey } from '../edits/move-entry.ts'
import { remove } from '../edits/remove.ts'
import { type Change, setValue } from '../edits/set-value.ts'
import { isMap } from '../scheduling/lenient.ts'
import { from, lookUp, made, type Refactor, type Subject, standsAtHead, textsOf } from './refactor.ts'

/** Turns a DaemonSet into another workload, or a Pod. */
export function convertFromDaemonSet(subject: Subject): readonly Refactor[] {
  if (subject.object.daemonset === undefined || !standsAtHead(subject)) return []
  return [...toDeployment(subject), ...toStatefulSet(subject), ...toPod(subject)]
}

function identity(subject: Subject, apiVersion: string, kind: string): readonly Change[] {
  return [
    ...(subject.value.apiVersion === apiVersion ? [] : [setValue(from(subject, 'apiVersion'), apiVersion)]),
    setValue(from(subject, 'kind'), kind),
    ...(subject.value.status === undefined ? [] : [remove(from(subject, 'status'))]),
    ...(lookUp(subject, 'spec', 'templateGeneration') === undefined ? [] : [remove(from(subject, 'spec', 'templateGeneration'))]),
  ]
}

/** Behind the selector: a comment above the first field stays with it. */
const BEHIND_SELECTOR = { after: ['selector'] }

function toDeployment(subject: Subject): readonly Refactor[] {
  const strategy = from(subject, 'spec', 'updateStrategy')
  const onDelete = lookUp(subject, 'spec', 'updateStrategy', 'type') === 'OnDelete'
  const changes: Change[] = [...identity(subject, 'apps/v1', 'Deployment'), setValue(from(subject, 'spec', 'replicas'), 1, BEHIND_SELECTOR)]
  if (onDelete) changes.push(commentOut(strategy, 'A Deployment replaces its pods by itself; spec.paused holds a roll-out back.'))
  else if (lookUp(subject, 'spec', 'updateStrategy') !== undefined) changes.push(renameKey(strategy, 'strategy'))
  const lost = onDelete ? '; OnDelete cannot carry over' : ''
  return made(subject, `Convert DaemonSet to Deployment (one replica, no longer a pod on every node${lost})`, 'refactor.rewrite', ...changes)
}

function toStatefulSet(subject: Subject): readonly Refactor[] {
  const surge = lookUp(subject, 'spec', 'updateStrategy', 'rollingUpdate', 'maxSurge')
  const changes: Change[] = [
    ...identity(subject, 'apps/v1', 'StatefulSet'),
    setValue(from(subject, 'spec', 'replicas'), 1, BEHIND_SELECTOR),
    setValue(from(subject, 'spec', 'serviceName'), subject.name, { after: ['replicas'] }),
  ]
  if (surge !== undefined)
    changes.push(
      commentOut(
        from(subject, 'spec', 'updateStrategy', 'rollingUpdate', 'maxSurge'),
        'A StatefulSet never has two pods of one name: no pod beside the old one.',
      ),
    )
  const lost = surge === undefined ? '' : '; maxSurge cannot carry over'
  const title = `Convert DaemonSet to StatefulSet (one replica, headless Service ${subject.name} needed${lost})`
  return made(subject, title, 'refactor.rewrite', ...changes)
}

/** The pod's spec keeps its text; the DaemonSet around it goes. */
function toPod(subject: Subject): readonly Refactor[] {
  if (!isMap(lookUp(subject, 'spec', 'template', 'spec'))) return []
  const template = (field: string): Record<string, string> => textsOf(lookUp(subject, 'spec', 'template', 'metadata', field))
  const own = textsOf(lookUp(subject, 'metadata', 'labels'))
  const labels = Object.entries(template('labels')).filter(([key, value]) => own[key] !== value)
  const annotations = Object.entries(template('annotations'))
  const changes: Change[] = [
    ...identity(subject, 'v1', 'Pod'),
    ...labels.map(([key, value]) => setValue(from(subject, 'metadata', 'labels', key), value)),
    ...annotations.map(([key, value]) => setValue(from(subject, 'metadata', 'annotations', key), value)),
    renameKey(from(subject, 'spec'), BETWEEN),
    ...moveEntry(from(subject, BETWEEN, 'template', 'spec'), from(subject, 'spec'), { after: [BETWEEN] }),
    remove(from(subject, BETWEEN)),
  ]
  const title = 'Convert DaemonSet to Pod (one pod, nothing starts it again on another node)'
  return made(subject, title, 'refactor.rewrite', ...changes)
}

/** The DaemonSet's spec until its pod's has been taken out of it. */
const BETWEEN = 'daemonSetSpec'
