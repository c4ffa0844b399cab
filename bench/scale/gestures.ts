// Gestures made inside the page, one event a frame, so that the driver's own time does not count. These functions
// are sent to the page as text: they may use nothing around them.

/** Times between frames, in milliseconds. */
export type FrameTimes = readonly number[];

/** Pans by two fingers, to and fro, over `frames` frames. */
export async function pan({ frames }: { readonly frames: number }): Promise<FrameTimes> {
  const pane = document.querySelector('.react-flow__pane')!;
  const box = pane.getBoundingClientRect();
  const times: number[] = [];
  let last = await new Promise(requestAnimationFrame);
  for (let frame = 0; frame < frames; frame += 1) {
    const back = frame >= frames / 2 ? -1 : 1;
    pane.dispatchEvent(
      new WheelEvent('wheel', {
        bubbles: true,
        cancelable: true,
        clientX: box.left + box.width / 2,
        clientY: box.top + box.height / 2,
        deltaX: 12.5 * back,
        deltaY: 7.5 * back,
      }),
    );
    const now = await new Promise(requestAnimationFrame);
    times.push(now - last);
    last = now;
  }
  return times;
}

/** Zooms by pinching at the middle from the present zoom to another, over `frames` frames. */
export async function zoom({
  to,
  frames,
}: {
  readonly to: number;
  readonly frames: number;
}): Promise<FrameTimes> {
  const pane = document.querySelector('.react-flow__pane')!;
  const box = pane.getBoundingClientRect();
  const viewport = document.querySelector<HTMLElement>('.react-flow__viewport')!;
  const from = new DOMMatrix(viewport.style.transform).a;
  const times: number[] = [];
  let last = await new Promise(requestAnimationFrame);
  for (let frame = 0; frame < frames; frame += 1) {
    pane.dispatchEvent(
      new WheelEvent('wheel', {
        bubbles: true,
        cancelable: true,
        ctrlKey: true,
        clientX: box.left + box.width / 2,
        clientY: box.top + box.height / 2,
        // React Flow zooms by 2 to the power of -0.002 times this.
        deltaY: -Math.log2(to / from) / 0.002 / frames,
      }),
    );
    const now = await new Promise(requestAnimationFrame);
    times.push(now - last);
    last = now;
  }
  return times;
}

/**
 * Drags the node nearest to the middle in small circles, over `frames` frames, each with one event and one step of the
 * node. React Flow by itself leaves the step to React's scheduler, which lets a browser without a frame limit show frames
 * in between in which nothing moved; these would count as fast ones.
 * @throws where the node does not follow within two seconds
 */
export async function drag({ frames }: { readonly frames: number }): Promise<FrameTimes> {
  const pane = document.querySelector('.react-flow__pane')!.getBoundingClientRect();
  const middle = { x: pane.left + pane.width / 2, y: pane.top + pane.height / 2 };
  let nearest: HTMLElement | undefined;
  let least = Infinity;
  for (const node of document.querySelectorAll<HTMLElement>('.react-flow__node')) {
    const box = node.getBoundingClientRect();
    const distance = Math.hypot(box.left + box.width / 2 - middle.x, box.top + box.height / 2 - middle.y);
    if (distance < least) [least, nearest] = [distance, node];
  }
  if (nearest === undefined) throw new Error('There is no node in view to drag.');
  const node = nearest;
  const box = node.getBoundingClientRect();
  const start = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
  const common = { bubbles: true, cancelable: true, view: window, button: 0 };
  node.dispatchEvent(new MouseEvent('mousedown', { ...common, ...start, buttons: 1 }));
  const moveTo = (angle: number) =>
    window.dispatchEvent(
      new MouseEvent('mousemove', {
        ...common,
        buttons: 1,
        clientX: start.clientX + 20 + 12 * Math.sin(angle),
        clientY: start.clientY + 20 + 12 * Math.cos(angle),
      }),
    );
  // The first one begins the drag, and moves nothing yet.
  moveTo(0);
  const times: number[] = [];
  let last = await new Promise(requestAnimationFrame);
  for (let frame = 0; frame < frames; frame += 1) {
    const before = node.style.transform;
    const moved = new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error('The node does not follow the pointer.'));
      }, 2000);
      const watch = new MutationObserver(() => {
        if (node.style.transform === before) return;
        watch.disconnect();
        clearTimeout(late);
        resolve();
      });
      watch.observe(node, { attributes: true, attributeFilter: ['style'] });
    });
    moveTo((frame + 1) / 5);
    await moved;
    const now = await new Promise(requestAnimationFrame);
    times.push(now - last);
    last = now;
  }
  window.dispatchEvent(new MouseEvent('mouseup', { ...common, ...start }));
  return times;
}
