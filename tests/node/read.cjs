// Prints the cells of a workbook as SheetJS or ExcelJS read them: {sheet: {reference: value}}.
// A formula stands by its value, a day by Excel's serial number, a link by its text; blanks are left out.
"use strict";

const [reader, file] = process.argv.slice(2);
const DAY = 86_400_000; // milliseconds
const DAY_ZERO = Date.UTC(1899, 11, 30);

function withSheetJS() {
  const book = require("xlsx").readFile(file, { cellDates: false });
  return book.SheetNames.map((name) => {
    const cells = Object.entries(book.Sheets[name]).filter(([place]) => !place.startsWith("!"));
    return [name, cells.map(([place, cell]) => [place, cell.v])];
  });
}

async function withExcelJS() {
  const book = new (require("exceljs").Workbook)();
  await book.xlsx.readFile(file);
  return book.worksheets.map((sheet) => {
    const cells = [];
    sheet.eachRow((row) => row.eachCell((cell) => cells.push([cell.address, shown(cell)])));
    return [sheet.name, cells];
  });
}

// The value of a formula leaves out a result of 0, which the cell itself knows.
function shown(cell) {
  const value = cell.formula ? cell.result : cell.value;
  if (value instanceof Date) return (value - DAY_ZERO) / DAY;
  return value !== null && typeof value === "object" ? value.text : value;
}

async function main() {
  const sheets = await { sheetjs: withSheetJS, exceljs: withExcelJS }[reader]();
  const filled = ([, value]) => value !== undefined && value !== null;
  const found = sheets.map(([name, cells]) => [name, Object.fromEntries(cells.filter(filled))]);
  process.stdout.write(JSON.stringify(Object.fromEntries(found)));
}

main();
