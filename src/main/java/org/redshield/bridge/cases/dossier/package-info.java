/** What features put into the bound file of a case (案卷, 程序规定 art. 78) of what they have on record. */
package org.redshield.bridge.cases.dossier;
