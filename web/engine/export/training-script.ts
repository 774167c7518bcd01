/**
 * A training as a PyTorch script: the same model, weights and batches, torch's own optimiser and derivatives, and the losses
 * that were found here to hold against its own.
 */
import type { Session } from '../session.js';
import type { TrainingRun } from '../train/run.js';
import type { StageInfo } from '../types.js';
import { TORCH } from './python.js';
import { heading, programText } from './script.js';
import { stepsOf } from './tensors.js';

/** How far two losses may be apart, relatively: what 32-bit floats lose in so many steps. */
const CLOSE = 1e-4;

function optimizerText({ kind, rate, betas = [0.9, 0.999], eps = 1e-8, decay = 0 }: TrainingRun['optimizer']): string {
  const adam = kind === 'adam' ? `, betas=(${betas.join(', ')}), eps=${eps}` : '';
  return `torch.optim.${kind === 'adam' ? 'AdamW' : 'SGD'}(weights, lr=${rate}, weight_decay=${decay}${adam})`;
}

/** The batches as places in the vocabulary; -1 where no word is to be told. */
function batchesText(run: TrainingRun, vocabulary: readonly string[], steps: number): string[] {
  const places = new Map(vocabulary.map((word, place) => [word, place]));
  const rows = (lists: (string | null)[][]) =>
    `[${lists.map((words) => `[${words.map((word) => (word === null ? -1 : places.get(word))).join(', ')}]`).join(', ')}]`;
  return Array.from({ length: steps }, (_, step) => {
    const { sequences, targets } = run.batch(step);
    return `    (${rows(sequences)},\n     ${rows(targets)}),`;
  });
}

const TRAINING = (rate: number, warmUp: number): string[] => [
  'found = []',
  'for step, (sequences, targets) in enumerate(batches):',
  ...(warmUp > 0
    ? [`    optimizer.param_groups[0]["lr"] = ${rate} * min(1, (step + 1) / ${warmUp})  # it grows at first`]
    : []),
  '    told = torch.tensor(targets)',
  '    logits = torch.stack([forward(torch.tensor(ids)) for ids in sequences])',
  '    loss = nn.functional.cross_entropy(logits.flatten(0, 1), told.flatten(), ignore_index=-1)',
  '    found.append(loss.item())',
  '    print(step, found[-1], expected[step])',
  '    optimizer.zero_grad()',
  '    loss.backward()',
  '    optimizer.step()',
];

/**
 * The first steps of a training as a script.
 * @param session the scene before the first step: `engine.open(run.sceneAt(0))`
 * @param stages the engine's list, for the lines
 * @param steps how many; at most as many as were taken
 */
export function trainingText(
  session: Session,
  run: TrainingRun,
  { stages, version, steps }: { stages: readonly StageInfo[]; version: string; steps: number },
): string {
  const taken = Math.min(steps, run.losses.length);
  const { given, body, activations } = programText(session, stages, TORCH);
  const unembed = stepsOf(session.program).find(({ path }) => /(^|\.)unembed$/.test(path))?.path;
  const { rate, warm_up = 0 } = run.optimizer;
  const lines = [
    ...heading(session, TORCH, [
      `# The first ${taken} steps of a training, written by Attend ${version}: model, weights and batches are the same, the derivatives`,
      '# and the optimiser are those of PyTorch. Needs PyTorch and nothing else.',
      '#',
      '#   python3 training.py      takes the steps, and compares every loss',
    ]),
    ...['', '', ...TORCH.helpers, ...activations, '', '', ...given, '', ''],
    'def forward(ids):',
    '    """The logits of one sequence."""',
    '    given["ids"] = ids',
    ...body.map((line) => (line ? `    ${line}` : '')),
    `    return trace["${unembed}"]`,
    ...['', ''],
    '# For each step its sequences, and for each place the word to tell, as places in the vocabulary.',
    'batches = [',
    ...batchesText(run, session.scene.vocabulary ?? [], taken),
    ']',
    `# The loss of every batch before its step, as Attend found it with 32-bit floats.`,
    `expected = [${run.losses.slice(0, taken).join(', ')}]`,
    '',
    'weights = [tensor.requires_grad_() for path, tensor in given.items() if path.startswith("weights.")]',
    `optimizer = ${optimizerText(run.optimizer)}`,
    ...TRAINING(rate, warm_up),
    '',
    `agrees = all(abs(a - b) <= ${CLOSE} * abs(b) for a, b in zip(found, expected))`,
    'print("The losses are those that Attend found." if agrees else "The losses are others.")',
    'if sys.argv[1:2] == ["--json"]:',
    '    with open(sys.argv[2], "w") as file:',
    '        json.dump(found, file)',
  ];
  return `${lines.join('\n')}\n`;
}
