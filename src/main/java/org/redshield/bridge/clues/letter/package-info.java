/** 线索函件: what clues write to others. */
package org.redshield.bridge.clues.letter;
