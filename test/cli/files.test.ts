import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { findFiles } from '../../server/src/cli/files.ts'
import { type Folder, temporaryFolders } from '../support/command-line.ts'

describe('files of a path', () => {
  const { make } = temporaryFolders()
  const names = (folder: Folder, ...paths: string[]): string[] => findFiles(paths, folder.path).files.map((file) => file.path)

  test('manifests in order, hidden folders too, no .git, no node_modules', () => {
    const folder = make({
      'd/b.yml': '',
      'd/a.yaml': '',
      'd/c.json': '',
      'd/UPPER.YAML': '',
      'd/readme.md': '',
      'd/.hidden/x.yaml': '',
      'd/.git/x.yaml': '',
      'd/node_modules/x.yaml': '',
      'd/a/z.yaml': '',
    })
    assert.deepEqual(names(folder, 'd'), ['d/.hidden/x.yaml', 'd/UPPER.YAML', 'd/a/z.yaml', 'd/a.yaml', 'd/b.yml', 'd/c.json'])
  })
  test('names are those of the call, joined with the place inside', () => {
    const folder = make({ 'd/e/a.yaml': '' })
    for (const [path, name] of [
      ['d', 'd/e/a.yaml'],
      ['d/', 'd/e/a.yaml'],
      ['./d', './d/e/a.yaml'],
      ['.', './d/e/a.yaml'],
      ['d/e/a.yaml', 'd/e/a.yaml'],
    ])
      assert.deepEqual(names(folder, path ?? ''), [name])
    assert.deepEqual(names(folder, folder.path), [`${folder.path}/d/e/a.yaml`])
  })
  test('a file is taken whatever its name, and only once', () => {
    const folder = make({ 'd/a.txt': '', 'd/b.yaml': '' })
    assert.deepEqual(names(folder, 'd/a.txt', 'd', 'd/b.yaml', '-', '-'), ['d/a.txt', 'd/b.yaml', '-'])
  })
  test('links to files are read, links to folders and to nothing are not followed', () => {
    const folder = make({ 'd/a.yaml': '', 'far/b.yaml': '' })
    folder.link('d/link.yaml', '../far/b.yaml')
    folder.link('d/folder', '../far')
    folder.link('d/folder.yaml', '../far')
    folder.link('d/nothing.yaml', 'nowhere')
    assert.deepEqual(names(folder, 'd'), ['d/a.yaml', 'd/link.yaml'])
  })
  test('.gitignore applies in a git work tree, from its top and in each folder', () => {
    const files = {
      '.gitignore': 'build/\n*.gen.yaml\n!keep.gen.yaml\n',
      'build/a.yaml': '',
      'src/a.yaml': '',
      'src/b.gen.yaml': '',
      'src/keep.gen.yaml': '',
      'src/.gitignore': '/only-here.yaml\n',
      'src/only-here.yaml': '',
      'src/deep/only-here.yaml': '',
    }
    const tree = make({ ...files, '.git/HEAD': '' })
    assert.deepEqual(names(tree, '.'), ['./src/a.yaml', './src/deep/only-here.yaml', './src/keep.gen.yaml'])
    assert.deepEqual(names(tree, 'src'), ['src/a.yaml', 'src/deep/only-here.yaml', 'src/keep.gen.yaml'])
    assert.equal(names(make(files), '.').length, 6, 'outside of a work tree everything counts')
  })
  test('who names an ignored folder or file means it', () => {
    const tree = make({ '.git/HEAD': '', '.gitignore': 'build/\n', 'build/a.yaml': '', 'build/sub/b.yaml': '' })
    assert.deepEqual(names(tree, 'build'), ['build/a.yaml', 'build/sub/b.yaml'])
    assert.deepEqual(names(tree, 'build/a.yaml'), ['build/a.yaml'])
  })
  test('a work tree inside another has its own rules', () => {
    const tree = make({ '.git/HEAD': '', '.gitignore': '*.yaml\n', 'inner/.git': 'gitdir: elsewhere', 'inner/a.yaml': '', 'b.yaml': '' })
    assert.deepEqual(names(tree, '.'), ['./inner/a.yaml'])
  })
  test('what is missing is told, the rest is found', () => {
    const folder = make({ 'a.yaml': '', 'empty/readme.md': '' })
    const found = findFiles(['gone.yaml', 'a.yaml', 'a.yaml/b', 'empty'], folder.path)
    assert.deepEqual(
      found.files.map((file) => file.path),
      ['a.yaml'],
    )
    assert.deepEqual(
      found.troubles.map((trouble) => `${trouble.path}: ${trouble.message}`),
      ['gone.yaml: no such file or folder', 'a.yaml/b: a part of the path is no folder'],
    )
    assert.deepEqual(found.empty, ['empty'])
  })
})
