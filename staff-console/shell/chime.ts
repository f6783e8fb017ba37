let context: AudioContext | null = null

/** Two soft notes, a fifth apart; silent where the browser does not allow sound. */
export function chime(): void {
  context ??= new AudioContext()
  const start = context.currentTime
  note(context, 523.25, start)
  note(context, 783.99, start + 0.14)
}

function note(audio: AudioContext, frequency: number, at: number): void {
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.frequency.value = frequency
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(0.06, at + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.5)
  tone.connect(volume).connect(audio.destination)
  tone.start(at)
  tone.stop(at + 0.55)
}
