import { type Plugin } from 'vite'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import base from '../../vitest.config.ts'
import { type Mutant } from './mutants.ts'

/** The tests as always, but one file is served with the fault that PORTAL_MUTANT holds. */
const mutant = JSON.parse(process.env.PORTAL_MUTANT ?? 'null') as Mutant | null
const order = (process.env.PORTAL_MUTANT_TESTS ?? '').split(',')

const planted: Plugin = {
  name: 'planted-fault',
  enforce: 'pre',
  transform(code, id) {
    if (!mutant || !id.split('?')[0]?.endsWith(`/${mutant.file}`)) return
    return { code: code.slice(0, mutant.start) + mutant.to + code.slice(mutant.end), map: null }
  },
}

/** The likeliest to notice first, so that most faults cost one file. */
class Likeliest extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => order.findIndex((test) => moduleId.endsWith(test))
    return [...files].sort((a, b) => place(a) - place(b))
  }
}

type Project = { plugins?: Plugin[] }
const { projects = [], ...rest } = base.test as { projects?: Project[] }

export default {
  root: process.cwd(),
  test: {
    ...rest,
    bail: 1,
    // The cache knows a file by its text, not by what is planted into it.
    fsModuleCache: false,
    maxWorkers: 1,
    sequence: { sequencer: Likeliest },
    projects: projects.map((project) => ({ ...project, plugins: [...(project.plugins ?? []), planted] })),
  },
}
