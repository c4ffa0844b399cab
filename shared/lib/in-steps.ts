// Progress told to people: work that goes on in small pieces tells it far more often than anyone could see.

/** A strip shows no finer steps. */
const STEP = 0.01;

/** Tells of progress, from 0 to 1, only in steps that can be seen. */
export function inSteps(tell: (done: number) => void): (done: number) => void {
  let told = 0;
  return (done) => {
    if (done < told + STEP) return;
    told = done;
    tell(done);
  };
}
