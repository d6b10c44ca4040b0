using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Imported;

/// <summary>The figures of a survey run elsewhere, as CSV or workbook.</summary>
public static class ImportedTableFile
{
    private static readonly ImmutableArray<string> Columns = ["unit", "name", "factor", "value", "forms", "standard_error"];

    /// <summary>Columns unit and value; name, factor (left out: the whole index), forms and standard_error where the source has them.</summary>
    /// <returns>The figures, or every problem of the file.</returns>
    public static Result<ImmutableArray<ImportedFigure>> Read(string path) => Read(TableFiles.Read(path));

    /// <inheritdoc cref="Read(string)"/>
    public static Result<ImmutableArray<ImportedFigure>> Read(Stream stream, string fileName) => Read(TableFiles.Read(stream, fileName));

    private static Result<ImmutableArray<ImportedFigure>> Read(TablesRead read)
    {
        if (read.Tables is not [var table, ..] || !read.Problems.IsEmpty)
            return read.Problems;
        var problems = new List<Problem>();
        var reading = new TableReading(table, DecimalMark.Point, problems);
        var figures = ImmutableArray.CreateBuilder<ImportedFigure>();
        var seen = new HashSet<(string, string)>();
        if (reading.CheckColumns(Columns, ["unit", "value"]))
        {
            foreach (var row in reading.Rows())
            {
                var figure = FigureOf(row);
                if (!seen.Add((figure.Unit, figure.Factor)))
                    problems.Add(ImportProblems.Twice(row.Where, figure.Unit, figure.Factor));
                figures.Add(figure);
            }

            if (figures.Count == 0)
                problems.Add(ImportProblems.NoFigures(table.Where));
        }

        return problems.Count > 0 ? problems.ToImmutableArray() : figures.ToImmutable();
    }

    private static ImportedFigure FigureOf(RowReading row)
    {
        var unit = row.Code("unit") ?? "";
        var (value, forms, error) = (row.NeededNumber("value"), row.Whole("forms"), row.Number("standard_error"));
        if (value is < 0 or > 100)
            row.Add(ImportProblems.WrongFigure(row.Cell("value").Where, new("giá trị của chỉ số từ 0 đến 100", "an index lies between 0 and 100")));
        if (forms < 1)
            row.Add(ImportProblems.WrongFigure(row.Cell("forms").Where, new("số phiếu là số nguyên từ 1; không biết thì để trống", "the number of forms is a whole number from 1; leave it empty where it is unknown")));
        if (error < 0)
            row.Add(ImportProblems.WrongFigure(row.Cell("standard_error").Where, new("sai số chuẩn từ 0; không biết thì để trống", "a standard error is 0 or more; leave it empty where it is unknown")));
        return new(unit, row.Text("name") is { Length: > 0 } name ? name : unit, row.Text("factor") is { Length: > 0 } factor ? factor : ImportedFigure.Whole, value ?? 0, forms, error);
    }
}
