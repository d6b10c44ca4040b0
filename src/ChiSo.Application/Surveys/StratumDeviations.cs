using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys;

/// <summary>How much people of each stratum differ, from a table, for Neyman's allocation.</summary>
public static class StratumDeviations
{
    /// <summary>Columns stratum, and deviation or share: a share p stands for √(p(1 − p)). With units also unit, and strata are named <c>unit/stratum</c>.</summary>
    /// <param name="strata">Of the frame.</param>
    /// <returns>One a stratum, in the order given; or every row that is wrong and every stratum without one.</returns>
    public static Result<ImmutableArray<double>> Read(string path, ImmutableArray<string> strata, bool isByUnit)
    {
        var read = TableFiles.Read(path);
        if (read.Tables is not [var table, ..] || !read.Problems.IsEmpty)
            return read.Problems;
        var problems = new List<Problem>();
        var reading = new TableReading(table, DecimalMark.Point, problems);
        var known = new Dictionary<string, double>(StringComparer.Ordinal);
        if (reading.CheckColumns(["unit", "stratum", "deviation", "share"], isByUnit ? ["unit"] : ["stratum"]))
        {
            foreach (var row in reading.Rows())
            {
                var stratum = isByUnit && row.Text("unit") is var unit ? row.Text("stratum") is { Length: > 0 } inside ? $"{unit}/{inside}" : unit : row.Text("stratum");
                if (Of(row) is not { } deviation || !strata.Contains(stratum, StringComparer.Ordinal) || !known.TryAdd(stratum, deviation))
                    problems.Add(Wrong(row.Where, stratum));
            }
        }

        if (problems.Count == 0)
            problems.AddRange(strata.Where(stratum => !known.ContainsKey(stratum)).Select(stratum => Missing(table.Where, stratum)));
        if (problems.Count == 0 && known.Values.All(deviation => deviation == 0))
            problems.Add(Wrong(table.Where, ""));
        return problems.Count > 0 ? problems.ToImmutableArray() : strata.Select(stratum => known[stratum]).ToImmutableArray();
    }

    /// <summary><c>null</c> for neither or both, and for what can't be.</summary>
    private static double? Of(RowReading row) => (row.Number("deviation"), row.Number("share")) switch
    {
        ({ } deviation, null) when deviation >= 0 => (double)deviation,
        (null, { } share) when share is >= 0 and <= 1 => Math.Sqrt((double)(share * (1 - share))),
        _ => null,
    };

    private static Problem Wrong(string where, string stratum) => new("survey.stratum-deviation", where,
        new($"Dòng của tầng “{stratum}” không dùng được: tầng phải có trong khung mẫu, mỗi tầng một dòng, với deviation từ 0 hoặc share từ 0 đến 1.", $"The row of the stratum “{stratum}” can't be used: the frame has the stratum, each has one row, with a deviation of 0 or more or a share from 0 to 1."),
        new("Sửa dòng này; không phải mọi tầng đều là 0.", "Correct the row; not all strata may be 0."));

    private static Problem Missing(string where, string stratum) => new("survey.stratum-deviation", where,
        new($"Bảng thiếu tầng “{stratum}” của khung mẫu.", $"The table lacks the stratum “{stratum}” of the frame."), new("Thêm một dòng cho tầng này.", "Add a row for it."));
}
