/** What clues write to others. */
package org.redshield.bridge.clues.letter;
