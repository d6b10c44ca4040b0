using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>The guidance of a round as a table people edit: <c>criterion,guide,accepted,refused,contact,phone</c>.</summary>
public static class GuidanceFile
{
    private static readonly ImmutableArray<string> Columns = ["criterion", "guide", "accepted", "refused", "contact", "phone"];

    /// <summary>Every scored line, in printed order; those without guidance have empty cells to fill.</summary>
    public static Table Of(GuidanceBoard board) => Table.Of("guidance", Columns, board.Board.Maps.SelectMany(map => map.Criteria.Leaves()).DistinctBy(leaf => leaf.Code).Select(ImmutableArray<TableCell> (leaf) =>
    {
        var text = board.Texts.GetValueOrDefault(leaf.Code)?.Text ?? GuidanceText.None;
        return [TableCell.Of(leaf.Code.Value), TableCell.Of(text.Guide), TableCell.Of(text.Accepted), TableCell.Of(text.Refused), TableCell.Of(text.ContactName), TableCell.Of(text.ContactPhone)];
    }));

    /// <summary>The texts, or every problem of the file at once.</summary>
    public static Result<ImmutableArray<(CriterionCode Criterion, GuidanceText Text)>> Read(string path, GuidanceBoard board)
    {
        var read = TableFiles.Read(path);
        var problems = read.Problems.ToList();
        var rows = ImmutableArray.CreateBuilder<(CriterionCode, GuidanceText)>();
        foreach (var table in read.Tables)
        {
            var reading = new TableReading(table, DecimalMark.Point, problems);
            if (!reading.CheckColumns(Columns, ["criterion"]))
                continue;
            foreach (var row in reading.Rows())
            {
                if (row.Needed("criterion") is { } code)
                    Add(row, new(code), board, rows);
            }
        }

        return problems.Count == 0 ? rows.ToImmutable() : problems.ToImmutableArray();
    }

    private static void Add(RowReading row, CriterionCode code, GuidanceBoard board, ImmutableArray<(CriterionCode Criterion, GuidanceText Text)>.Builder rows)
    {
        var text = new GuidanceText(row.Text("guide"), row.Text("accepted"), row.Text("refused"), row.Text("contact"), row.Text("phone"));
        if (board.Find(code) is null)
            row.Add("guidance.no-line", row.Cell("criterion"), new($"Không bộ tiêu chí nào của kỳ có tiêu chí chấm điểm \"{code}\".", $"No criteria set of the round has a scored line \"{code}\"."), new("Xem mã trong bộ tiêu chí của kỳ.", "Look up the code in the round's criteria."));
        else if (rows.Any(one => one.Criterion == code))
            row.Add("guidance.twice", row.Cell("criterion"), new($"Tiêu chí \"{code}\" đã có ở dòng trên.", $"The line \"{code}\" stands in a row above."), new("Gộp thành một dòng.", "Make one row of the two."));
        else if (GuidanceProblems.Of(text, row.Where) is { } wrong)
            row.Add(wrong.Code, row.Cell("guide"), wrong.What, wrong.Remedy);
        else
            rows.Add((code, text));
    }
}
