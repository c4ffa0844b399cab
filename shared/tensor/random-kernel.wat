;; The loops of random.ts in WebAssembly: the same values, to the bit, in three fifths of the time.
;;
;; First the generator makes its words, those of four blocks in lockstep: one vector instruction for four streams.
;; Then one block at a time is drawn from its words. Nothing in that loop waits for the generator, and since draws
;; read words in order, a refused one may read on: which words are whose stays as it is in random.ts.
;;
;; The memory is laid out here, and random-kernel.ts fills the tables. `npm run kernel` compiles this file.
(module
  (memory (export "memory") 22)

  ;; Per layer 16 bytes: what brings a drawn integer to the layer's width (f64), and below what it is wholly under the
  ;; curve (i32). At 0, so that a layer's number times 16 is its address.
  (global (export "layers") i32 (i32.const 0))
  ;; Per layer 64 bytes, f64: the curve at the outer edge, what it gains to the inner one, the outer edge, the slope of
  ;; the chord between them, and how far from the chord the curve may lie.
  (global $wedges (export "wedges") i32 (i32.const 2048))
  ;; 14 f64: 1/13!, 1/12!, … 1/0!.
  (global $reciprocalFactorials (export "reciprocalFactorials") i32 (i32.const 12288))
  ;; Four words a, b, c, d of the generator, each for four streams: a of all of them first.
  (global $states (export "states") i32 (i32.const 12416))
  ;; The words of each stream, $stride bytes from those of the one before: enough for a block.
  (global $words i32 (i32.const 16384))
  (global $stride i32 (i32.const 278784))
  ;; One block of f32, and room for three more: they are stored by four.
  (global $values (export "values") i32 (i32.const 1131520))

  (global $tailStart f64 (f64.const 3.442619855899))
  (global $ln2High f64 (f64.const 6.9314718036912381649e-1))
  (global $ln2Low f64 (f64.const 1.90821492927058770002e-10))
  (global $ln2 f64 (f64.const 6.9314718055994530942e-1))

  ;; Where a draw from the tail, which takes any number of words, finds its next one.
  (global $next (mut i32) (i32.const 0))

  ;; xoshiro128++: the first $count words of the four streams, rounded up to four.
  (func (export "makeWords") (param $count i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $bits0 v128) (local $bits1 v128) (local $bits2 v128) (local $bits3 v128)
    (local $low v128) (local $high v128) (local $sum v128) (local $shifted v128)
    (local $to0 i32) (local $to1 i32) (local $to2 i32) (local $to3 i32) (local $end i32)
    (local.set $a (v128.load (global.get $states)))
    (local.set $b (v128.load offset=16 (global.get $states)))
    (local.set $c (v128.load offset=32 (global.get $states)))
    (local.set $d (v128.load offset=48 (global.get $states)))
    (local.set $to0 (global.get $words))
    (local.set $to1 (i32.add (local.get $to0) (global.get $stride)))
    (local.set $to2 (i32.add (local.get $to1) (global.get $stride)))
    (local.set $to3 (i32.add (local.get $to2) (global.get $stride)))
    (local.set $end (i32.add (local.get $to0) (i32.shl (local.get $count) (i32.const 2))))
    (loop $four
      (local.set $sum (i32x4.add (local.get $a) (local.get $d)))
      (local.set $bits0 (i32x4.add (local.get $a)
        (v128.or (i32x4.shl (local.get $sum) (i32.const 7)) (i32x4.shr_u (local.get $sum) (i32.const 25)))))
      (local.set $shifted (i32x4.shl (local.get $b) (i32.const 9)))
      (local.set $c (v128.xor (local.get $c) (local.get $a)))
      (local.set $d (v128.xor (local.get $d) (local.get $b)))
      (local.set $b (v128.xor (local.get $b) (local.get $c)))
      (local.set $a (v128.xor (local.get $a) (local.get $d)))
      (local.set $c (v128.xor (local.get $c) (local.get $shifted)))
      (local.set $d
        (v128.or (i32x4.shl (local.get $d) (i32.const 11)) (i32x4.shr_u (local.get $d) (i32.const 21))))

      (local.set $sum (i32x4.add (local.get $a) (local.get $d)))
      (local.set $bits1 (i32x4.add (local.get $a)
        (v128.or (i32x4.shl (local.get $sum) (i32.const 7)) (i32x4.shr_u (local.get $sum) (i32.const 25)))))
      (local.set $shifted (i32x4.shl (local.get $b) (i32.const 9)))
      (local.set $c (v128.xor (local.get $c) (local.get $a)))
      (local.set $d (v128.xor (local.get $d) (local.get $b)))
      (local.set $b (v128.xor (local.get $b) (local.get $c)))
      (local.set $a (v128.xor (local.get $a) (local.get $d)))
      (local.set $c (v128.xor (local.get $c) (local.get $shifted)))
      (local.set $d
        (v128.or (i32x4.shl (local.get $d) (i32.const 11)) (i32x4.shr_u (local.get $d) (i32.const 21))))

      (local.set $sum (i32x4.add (local.get $a) (local.get $d)))
      (local.set $bits2 (i32x4.add (local.get $a)
        (v128.or (i32x4.shl (local.get $sum) (i32.const 7)) (i32x4.shr_u (local.get $sum) (i32.const 25)))))
      (local.set $shifted (i32x4.shl (local.get $b) (i32.const 9)))
      (local.set $c (v128.xor (local.get $c) (local.get $a)))
      (local.set $d (v128.xor (local.get $d) (local.get $b)))
      (local.set $b (v128.xor (local.get $b) (local.get $c)))
      (local.set $a (v128.xor (local.get $a) (local.get $d)))
      (local.set $c (v128.xor (local.get $c) (local.get $shifted)))
      (local.set $d
        (v128.or (i32x4.shl (local.get $d) (i32.const 11)) (i32x4.shr_u (local.get $d) (i32.const 21))))

      (local.set $sum (i32x4.add (local.get $a) (local.get $d)))
      (local.set $bits3 (i32x4.add (local.get $a)
        (v128.or (i32x4.shl (local.get $sum) (i32.const 7)) (i32x4.shr_u (local.get $sum) (i32.const 25)))))
      (local.set $shifted (i32x4.shl (local.get $b) (i32.const 9)))
      (local.set $c (v128.xor (local.get $c) (local.get $a)))
      (local.set $d (v128.xor (local.get $d) (local.get $b)))
      (local.set $b (v128.xor (local.get $b) (local.get $c)))
      (local.set $a (v128.xor (local.get $a) (local.get $d)))
      (local.set $c (v128.xor (local.get $c) (local.get $shifted)))
      (local.set $d
        (v128.or (i32x4.shl (local.get $d) (i32.const 11)) (i32x4.shr_u (local.get $d) (i32.const 21))))

      ;; Four times a word of each stream becomes four words of one stream, four times.
      (local.set $low (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $bits0) (local.get $bits1)))
      (local.set $high (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $bits2) (local.get $bits3)))
      (v128.store (local.get $to0)
        (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $low) (local.get $high)))
      (v128.store (local.get $to1)
        (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $low) (local.get $high)))
      (local.set $low (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $bits0) (local.get $bits1)))
      (local.set $high (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $bits2) (local.get $bits3)))
      (v128.store (local.get $to2)
        (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $low) (local.get $high)))
      (v128.store (local.get $to3)
        (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $low) (local.get $high)))
      (local.set $to1 (i32.add (local.get $to1) (i32.const 16)))
      (local.set $to2 (i32.add (local.get $to2) (i32.const 16)))
      (local.set $to3 (i32.add (local.get $to3) (i32.const 16)))
      (local.set $to0 (i32.add (local.get $to0) (i32.const 16)))
      (br_if $four (i32.lt_u (local.get $to0) (local.get $end)))))

  ;; Makes $count normals from the $available words of stream $lane. 0: the words did not suffice.
  (func (export "drawNormals")
    (param $lane i32) (param $available i32) (param $count i32) (param $mean f64) (param $std f64) (result i32)
    (local $from i32) (local $fromEnd i32) (local $to i32) (local $toEnd i32) (local $refused i32)
    (local $means v128) (local $stds v128) (local $halves v128) (local $drawn v128)
    (local $layer0 v128) (local $layer1 v128) (local $layer2 v128) (local $layer3 v128)
    (local $layer i32) (local $x f64) (local $height f64) (local $outer f64)
    (local $aboveChord f64) (local $bend f64) (local $accepted i32)
    (local.set $from (i32.add (global.get $words) (i32.mul (local.get $lane) (global.get $stride))))
    (local.set $fromEnd (i32.add (local.get $from) (i32.shl (local.get $available) (i32.const 2))))
    (local.set $to (global.get $values))
    (local.set $toEnd (i32.add (local.get $to) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $means (f64x2.splat (local.get $mean)))
    (local.set $stds (f64x2.splat (local.get $std)))
    (local.set $halves (f64x2.splat (f64.const 0.5)))
    (block $end
      (loop $draw
        ;; Looked at only here, after a refused draw: all others take one word for one value.
        (br_if $end (i32.lt_s
          (i32.sub (local.get $fromEnd) (local.get $from))
          (i32.sub (local.get $toEnd) (local.get $to))))
        (loop $four
          (br_if $end (i32.ge_u (local.get $to) (local.get $toEnd)))
          ;; Four words as four candidates, stored whether or not they are accepted: what is refused is overwritten.
          (local.set $drawn (i32x4.shr_s (v128.load (local.get $from)) (i32.const 7)))
          (local.set $layer0 (v128.load
            (i32.shl (i32.and (i32.load8_u (local.get $from)) (i32.const 127)) (i32.const 4))))
          (local.set $layer1 (v128.load
            (i32.shl (i32.and (i32.load8_u offset=4 (local.get $from)) (i32.const 127)) (i32.const 4))))
          (local.set $layer2 (v128.load
            (i32.shl (i32.and (i32.load8_u offset=8 (local.get $from)) (i32.const 127)) (i32.const 4))))
          (local.set $layer3 (v128.load
            (i32.shl (i32.and (i32.load8_u offset=12 (local.get $from)) (i32.const 127)) (i32.const 4))))
          (v128.store (local.get $to) (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
            (f32x4.demote_f64x2_zero (f64x2.add (local.get $means) (f64x2.mul (local.get $stds) (f64x2.mul
              (f64x2.add (f64x2.convert_low_i32x4_s (local.get $drawn)) (local.get $halves))
              (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $layer0) (local.get $layer1))))))
            (f32x4.demote_f64x2_zero (f64x2.add (local.get $means) (f64x2.mul (local.get $stds) (f64x2.mul
              (f64x2.add
                (f64x2.convert_low_i32x4_s
                  (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $drawn) (local.get $drawn)))
                (local.get $halves))
              (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $layer2) (local.get $layer3))))))))
          (local.set $refused (i32x4.bitmask (i32x4.ge_s
            (v128.xor (local.get $drawn) (i32x4.shr_s (local.get $drawn) (i32.const 31)))
            (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
              (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $layer0) (local.get $layer1))
              (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $layer2) (local.get $layer3))))))
          (if (i32.eqz (local.get $refused)) (then
            (local.set $from (i32.add (local.get $from) (i32.const 16)))
            (local.set $to (i32.add (local.get $to) (i32.const 16)))
            (br $four))))

        ;; On to the first that is not wholly under the curve, one in 40.
        (local.set $refused (i32.shl (i32.ctz (local.get $refused)) (i32.const 2)))
        (local.set $from (i32.add (local.get $from) (local.get $refused)))
        (local.set $to (i32.add (local.get $to) (local.get $refused)))
        (br_if $end (i32.ge_u (local.get $to) (local.get $toEnd)))
        (local.set $layer (i32.and (i32.load8_u (local.get $from)) (i32.const 127)))
        (if (i32.eqz (local.get $layer)) (then
          (global.set $next (i32.add (local.get $from) (i32.const 4)))
          (f32.store (local.get $to) (f32.demote_f64 (f64.add (local.get $mean) (f64.mul (local.get $std)
            (f64.copysign (call $tail) (f64.convert_i32_s (i32.load (local.get $from))))))))
          (local.set $from (global.get $next))
          (local.set $to (i32.add (local.get $to) (i32.const 4)))
          (br $draw)))

        ;; In a layer's corner: is a uniform height in the layer below the curve exp(-x²/2)? If not, the next word is a
        ;; candidate like any other.
        (local.set $x (f64.mul
          (f64.add (f64.convert_i32_s (i32.shr_s (i32.load (local.get $from)) (i32.const 7))) (f64.const 0.5))
          (f64.load (i32.shl (local.get $layer) (i32.const 4)))))
        (local.set $layer (i32.add (global.get $wedges) (i32.shl (local.get $layer) (i32.const 6))))
        (local.set $outer (f64.load (local.get $layer)))
        (local.set $height (f64.add (local.get $outer)
          (f64.mul
            (f64.mul
              (f64.add (f64.convert_i32_u (i32.load offset=4 (local.get $from))) (f64.const 0.5))
              (f64.const 0x1p-32))
            (f64.load offset=8 (local.get $layer)))))
        ;; A chord decides most corners; near it only the curve itself can say.
        (local.set $aboveChord (f64.sub (f64.sub (local.get $height) (local.get $outer))
          (f64.mul
            (f64.sub (f64.load offset=16 (local.get $layer)) (f64.abs (local.get $x)))
            (f64.load offset=24 (local.get $layer)))))
        (local.set $bend (f64.load offset=32 (local.get $layer)))
        (local.set $accepted (f64.lt (local.get $aboveChord) (f64.neg (local.get $bend))))
        (if (f64.lt (f64.abs (local.get $aboveChord)) (local.get $bend))
          (then (local.set $accepted (f64.lt (local.get $height)
            (call $exp (f64.mul (f64.mul (f64.const -0.5) (local.get $x)) (local.get $x)))))))
        ;; No branch, which would be guessed wrong half the time: the candidate is stored already, and stays or does not.
        (local.set $to (i32.add (local.get $to) (i32.shl (local.get $accepted) (i32.const 2))))
        (local.set $from (i32.add (local.get $from) (i32.const 8)))
        (br $draw)))
    (i32.ge_s
      (i32.sub (local.get $fromEnd) (local.get $from))
      (i32.sub (local.get $toEnd) (local.get $to))))

  ;; Makes $count uniforms from as many words of stream $lane.
  (func (export "drawUniforms") (param $lane i32) (param $count i32) (param $low f64) (param $width f64)
    (local $from i32) (local $to i32) (local $end i32) (local $bits v128)
    (local $lows v128) (local $widths v128) (local $halves v128) (local $scales v128)
    (local.set $from (i32.add (global.get $words) (i32.mul (local.get $lane) (global.get $stride))))
    (local.set $to (global.get $values))
    (local.set $end (i32.add (local.get $to) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $lows (f64x2.splat (local.get $low)))
    (local.set $widths (f64x2.splat (local.get $width)))
    (local.set $halves (f64x2.splat (f64.const 0.5)))
    (local.set $scales (f64x2.splat (f64.const 0x1p-32)))
    (loop $four
      (local.set $bits (v128.load (local.get $from)))
      (v128.store (local.get $to) (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
        (f32x4.demote_f64x2_zero (f64x2.add (local.get $lows) (f64x2.mul (local.get $widths) (f64x2.mul
          (f64x2.add (f64x2.convert_low_i32x4_u (local.get $bits)) (local.get $halves))
          (local.get $scales)))))
        (f32x4.demote_f64x2_zero (f64x2.add (local.get $lows) (f64x2.mul (local.get $widths) (f64x2.mul
          (f64x2.add
            (f64x2.convert_low_i32x4_u
              (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $bits) (local.get $bits)))
            (local.get $halves))
          (local.get $scales)))))))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $four (i32.lt_u (local.get $to) (local.get $end)))))

  ;; A normal beyond $tailStart, from the words at $next.
  (func $tail (result f64)
    (local $beyond f64) (local $height f64)
    (loop $again
      (local.set $beyond (f64.div (f64.neg (call $log (call $uniform))) (global.get $tailStart)))
      (local.set $height (f64.neg (call $log (call $uniform))))
      (br_if $again
        (f64.lt (f64.mul (f64.const 2) (local.get $height)) (f64.mul (local.get $beyond) (local.get $beyond)))))
    (f64.add (global.get $tailStart) (local.get $beyond)))

  ;; In (0, 1), from the word at $next.
  (func $uniform (result f64)
    (f64.mul
      (f64.add (f64.convert_i32_u (i32.load (global.get $next))) (f64.const 0.5))
      (f64.const 0x1p-32))
    (global.set $next (i32.add (global.get $next) (i32.const 4))))

  ;; portableExp for -700 ≤ x ≤ 0 (portable-math.ts).
  (func $exp (param $x f64) (result f64)
    (local $quotient f64) (local $k f64) (local $r f64) (local $sum f64) (local $term i32)
    (local.set $quotient (f64.div (local.get $x) (global.get $ln2)))
    ;; Math.round takes halves up; f64.nearest would take them to even.
    (local.set $k (f64.floor (local.get $quotient)))
    (if (f64.ge (f64.sub (local.get $quotient) (local.get $k)) (f64.const 0.5))
      (then (local.set $k (f64.add (local.get $k) (f64.const 1)))))
    (local.set $r (f64.sub
      (f64.sub (local.get $x) (f64.mul (local.get $k) (global.get $ln2High)))
      (f64.mul (local.get $k) (global.get $ln2Low))))
    (loop $terms
      (local.set $sum (f64.add (f64.mul (local.get $sum) (local.get $r))
        (f64.load (i32.add (global.get $reciprocalFactorials) (local.get $term)))))
      (local.set $term (i32.add (local.get $term) (i32.const 8)))
      (br_if $terms (i32.lt_u (local.get $term) (i32.const 112))))
    ;; Times 2ᵏ, which is exact.
    (f64.mul (local.get $sum) (f64.reinterpret_i64
      (i64.shl (i64.add (i64.trunc_f64_s (local.get $k)) (i64.const 1023)) (i64.const 52)))))

  ;; portableLog for 0 < x < 1 (portable-math.ts).
  (func $log (param $x f64) (result f64)
    (local $exponent f64) (local $s f64) (local $square f64) (local $sum f64) (local $power f64)
    (block $done
      (loop $double
        (br_if $done (f64.ge (local.get $x) (f64.const 0.70710678118654752440)))
        (local.set $x (f64.mul (local.get $x) (f64.const 2)))
        (local.set $exponent (f64.sub (local.get $exponent) (f64.const 1)))
        (br $double)))
    (local.set $s (f64.div (f64.sub (local.get $x) (f64.const 1)) (f64.add (local.get $x) (f64.const 1))))
    (local.set $square (f64.mul (local.get $s) (local.get $s)))
    (local.set $power (f64.const 23))
    (loop $terms
      (local.set $sum (f64.add (f64.mul (local.get $sum) (local.get $square))
        (f64.div (f64.const 1) (local.get $power))))
      (local.set $power (f64.sub (local.get $power) (f64.const 2)))
      (br_if $terms (f64.gt (local.get $power) (f64.const 0))))
    (f64.add
      (f64.mul (local.get $exponent) (global.get $ln2High))
      (f64.add
        (f64.mul (f64.mul (f64.const 2) (local.get $s)) (local.get $sum))
        (f64.mul (local.get $exponent) (global.get $ln2Low)))))
)
