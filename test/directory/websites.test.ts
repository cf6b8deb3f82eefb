import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWebsites, type Websites } from '../../src/directory/websites.ts';
import { makeFolder } from '../cli.ts';

async function read(text: string | Buffer, kind: 'cqc' | 'csv' = 'csv'): Promise<Websites> {
  const file = join(await makeFolder(), 'list.csv');
  await writeFile(file, text);
  return readWebsites(file, kind);
}

describe('a list of websites', () => {
  it('of CQC’s active locations gives GP practices with their ODS code, and says what it left', async () => {
    const { rows, left } = await read(
      [
        'Location ID,Location HSCA start date,Care home?,Location Name,Location ODS Code,Location Web Address,Location Primary Inspection Category,Dormant (Y/N),Provider Web Address',
        '1-1,01/04/2013,N,Oak Lane (invented),z99001 ,www.oaklane.example,GP Practices,N,',
        '1-2,01/04/2013,N,Elm Road (invented),,,GP Practices,N,www.elm-group.example',
        '1-3,01/04/2013,Y,A home,,www.home.example,Residential social care,N,',
        '1-4,01/04/2013,N,Closed,Z99004,www.closed.example,GP Practices,Y,',
        '1-5,01/04/2013,N,Dentist,,www.dentist.example,Dentists,N,',
        '1-6,01/04/2013,N,No site,Z99006,N/A,GP Practices,N,',
        '1-7,01/04/2013,N,Profile,Z99007,https://www.nhs.uk/services/gp-surgery/x/Z99007,GP Practices,N,',
      ].join('\n'),
      'cqc',
    );
    expect(rows).toEqual([
      { line: 2, address: 'www.oaklane.example', code: 'Z99001', name: 'Oak Lane (invented)', postcode: null },
      { line: 3, address: 'www.elm-group.example', code: null, name: 'Elm Road (invented)', postcode: null },
    ]);
    expect(left).toEqual({
      'a care home': 1,
      dormant: 1,
      'another kind of service than a GP practice': 1,
      'without a web address': 1,
      'a profile on nhs.uk, which carries no news': 1,
    });
  });

  it('of CQC’s directory is found below its first lines, with names and postcodes', async () => {
    const { rows } = await read(
      `CQC locations,,,\nThis data was produced on 1 November 2026,,,\nName,Postcode,Service's website (if available),Service types\nOak Lane (invented),ZZ1 1ZZ,http://oaklane.example,Doctors/GPs\n`,
      'cqc',
    );
    expect(rows).toMatchObject([{ name: 'Oak Lane (invented)', postcode: 'ZZ1 1ZZ', code: null, line: 4 }]);
  });

  it.each([
    ['Website;ODS', null],
    ['URL,ODS code\nhttps://a.example,z99001', 'Z99001'],
    ['ods,web site\nZ99002,b.example', 'Z99002'],
    ['\ufeffpractice code,Web-Address\nZ99003,c.example', 'Z99003'],
  ])('of any kind is read by the names of its columns: %s', async (text, code) => {
    if (code === null)
      await expect(read(text)).rejects.toThrow(/none of what is needed.*website.*its first line has Website;ODS/);
    else expect((await read(text)).rows).toMatchObject([{ code }]);
  });

  it('that is a spreadsheet, empty, missing or of another kind is told with what would be right', async () => {
    await expect(read(Buffer.from('PK\u0003\u0004rest'))).rejects.toThrow(/is a spreadsheet; open it, and save the sheet/);
    await expect(read('')).rejects.toThrow(/it is empty/);
    await expect(read('url\nhttps://a.example', 'cqc')).rejects.toThrow(/Location Web Address/);
    await expect(readWebsites('/nowhere/at-all.csv', 'csv')).rejects.toMatchObject({ name: 'InputError' });
  });
});
