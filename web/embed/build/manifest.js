/** The manifests of SCORM 1.2 and SCORM 2004 4th edition: `imsmanifest.xml`. */
import { escapeHtml } from '../../lesson/compile/markdown/markdown.js';

/**
 * @typedef {object} Content what a package holds
 * @property {string} id begins with a letter; letters, digits, hyphens
 * @property {string} title
 * @property {number | null} passing least score to pass, 0 to 1; null where every score will do
 * @property {{ slug: string, title: string, summary: string, page: string, files: string[] }[]} lessons `page` is the address
 *   of each within the package, `files` what lies beside it
 * @property {string[]} shared files that all lessons use
 */

const xml = (text) => escapeHtml(text);

const resources = ({ lessons, shared }, attribute) => `  <resources>
${lessons
  .map(
    ({
      slug,
      page,
      files,
    }) => `    <resource identifier="resource-${slug}" type="webcontent" ${attribute}="sco" href="${xml(page)}">
${[page, ...files].map((file) => `      <file href="${xml(file)}"/>`).join('\n')}
      <dependency identifierref="shared"/>
    </resource>`,
  )
  .join('\n')}
    <resource identifier="shared" type="webcontent" ${attribute}="asset">
${shared.map((file) => `      <file href="${xml(file)}"/>`).join('\n')}
    </resource>
  </resources>`;

/** @param {Content} content @returns {string} by imscp_rootv1p1p2.xsd and adlcp_rootv1p2.xsd */
export function manifest12(content) {
  const { id, title, passing, lessons } = content;
  const mastery =
    passing === null ? '' : `\n        <adlcp:masteryscore>${Math.round(passing * 100)}</adlcp:masteryscore>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="${id}" version="1.0"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="organization">
    <organization identifier="organization">
      <title>${xml(title)}</title>
${lessons
  .map(
    (lesson) => `      <item identifier="item-${lesson.slug}" identifierref="resource-${lesson.slug}" isvisible="true">
        <title>${xml(lesson.title)}</title>${mastery}
      </item>`,
  )
  .join('\n')}
    </organization>
  </organizations>
${resources(content, 'adlcp:scormtype')}
</manifest>
`;
}

/** What the course system does with completion and success: it takes them from the lesson, success by the score where one passes. */
const sequencing = (slug, passing) => {
  const measure = passing === null ? '' : `<imsss:minNormalizedMeasure>${passing}</imsss:minNormalizedMeasure>`;
  return `        <imsss:sequencing>
          <imsss:objectives>
            <imsss:primaryObjective objectiveID="objective-${slug}" satisfiedByMeasure="${passing !== null}">${measure}</imsss:primaryObjective>
          </imsss:objectives>
          <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>
        </imsss:sequencing>`;
};

/** @param {Content} content @returns {string} by imscp_v1p1.xsd, adlcp_v1p3.xsd, adlseq_v1p3.xsd and imsss_v1p0.xsd */
export function manifest2004(content) {
  const { id, title, passing, lessons } = content;
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="${id}" version="1.0"
  xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
  xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3"
  xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>2004 4th Edition</schemaversion>
  </metadata>
  <organizations default="organization">
    <organization identifier="organization" adlseq:objectivesGlobalToSystem="false">
      <title>${xml(title)}</title>
${lessons
  .map(
    (lesson) => `      <item identifier="item-${lesson.slug}" identifierref="resource-${lesson.slug}" isvisible="true">
        <title>${xml(lesson.title)}</title>
${sequencing(lesson.slug, passing)}
      </item>`,
  )
  .join('\n')}
      <imsss:sequencing>
        <imsss:controlMode choice="true" flow="true"/>
      </imsss:sequencing>
    </organization>
  </organizations>
${resources(content, 'adlcp:scormType')}
</manifest>
`;
}
