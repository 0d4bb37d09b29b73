/**
 * 办结归档: cold cases: when everybody has long been done with a case, a file in the evidence store takes the place of what the engine has written
 * about its instances, one for each organisation's share; the case file draws the course from it as before. See
 * docs/adr/0118-cold-cases.md.
 */
package org.redshield.bridge.archive;
