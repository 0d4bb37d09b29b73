/** 行文: how what people typed and what programs keep reads within the sentences of a letter; it knows texts and laws, and nothing of letters. */
package org.redshield.bridge.letter.wording;
