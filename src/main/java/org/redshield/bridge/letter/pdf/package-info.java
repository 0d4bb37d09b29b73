/** 版面: a letter's page as PDF/A: it knows the page and the fonts, and nothing of letters. */
package org.redshield.bridge.letter.pdf;
