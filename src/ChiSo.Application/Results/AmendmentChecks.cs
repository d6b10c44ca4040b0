using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>What stands in the way of replacing the set of a running block.</summary>
internal static class AmendmentChecks
{
    public static ImmutableArray<Problem> Find(BlockDocument block, CriteriaSet after)
    {
        if (after.Code != block.Criteria.Code || after.Version <= block.Criteria.Version)
            return [AmendmentProblems.Version(block.Code, block.Criteria, after)];
        var entries = block.Positions.ToLookup(position => position.Criterion);
        return [
            .. MethodChecks.Find(block.Method, after, block.Code),
            .. SetMapping.Between(block.Criteria, after).Lines.SelectMany(line => OfLine(line, entries)),
        ];
    }

    /// <summary>Under a code that stays, every entry must read as it was meant; a line with entries keeps its code.</summary>
    private static IEnumerable<Problem> OfLine(MappedLine line, ILookup<CriterionCode, PositionDocument> entries)
    {
        if (line is not { Before: { } before, After: { } after } || line.IsRecut)
            yield break;
        var given = entries[before.Code].ToList();
        if (before.Code != after.Code && given.Count > 0)
            yield return AmendmentProblems.CodeChanged(before, after);
        else if (given.Where(position => line.Carry(position.Entry) != position.Entry).Select(position => position.Unit).Distinct().ToList() is { Count: > 0 } units)
            yield return AmendmentProblems.NeedsCode(after, units);
    }
}

/// <summary>Problems of amending, in both languages.</summary>
internal static class AmendmentProblems
{
    public static Problem NoGround() => new("amend.ground", "--ground",
        new("Chưa nêu quyết định thay bộ tiêu chí.", "The decision that replaces the criteria set is missing."),
        new("Nêu số, ngày quyết định.", "Name its number and date."));

    public static Problem NoRound(string code) => new("round.unknown", code,
        new("Không có kỳ đánh giá này trong cơ sở dữ liệu.", "The database has no such round."),
        new("Nêu mã đã dùng khi nhập, hoặc nhập kỳ bằng chiso import.", "Give the code it was imported under, or import it with chiso import."));

    public static Problem Frozen(string code) => new("amend.frozen", code,
        new("Kết quả kỳ này đã chốt nên bộ tiêu chí không thay được nữa.", "The round's results are frozen, so its criteria can't be replaced any more."),
        new("Chỉ một quyết định điều chỉnh mới sửa được kết quả đã chốt.", "Only a new decision corrects frozen results."));

    public static Problem Version(string block, CriteriaSet before, CriteriaSet after) => new("amend.version", block,
        new($"Bộ tiêu chí mới phải cùng mã và có số phiên bản lớn hơn {before.Edition}; tệp ghi {after.Edition}.", $"The new set must have the same code and a higher version than {before.Edition}; the file says {after.Edition}."),
        new("Tăng criteria_version trong bảng settings.", "Raise criteria_version in the table settings."));

    public static Problem CodeChanged(CriteriaNode before, CriteriaNode after) => new("amend.code-changed", after.Code.Value,
        new($"Dòng {after.Code} thay dòng {before.Code} đã có số liệu.", $"Line {after.Code} takes the place of {before.Code}, which has entries."),
        new($"Giữ mã {before.Code}; số thứ tự in ra thì đổi tùy ý.", $"Keep the code {before.Code}; the printed number may change freely."));

    public static Problem NeedsCode(CriteriaNode line, List<string> units) => new("amend.entries", line.Code.Value,
        new($"Số liệu đã nhập ở dòng này ({string.Join(", ", units)}) không còn đọc được đúng nghĩa theo cách chấm mới.", $"Entries on this line ({string.Join(", ", units)}) could no longer be read as they were meant."),
        new("Giữ thứ tự các mức đã có và thêm mức mới ở cuối; hoặc bỏ dòng này và lập dòng mới với mã khác.", "Keep the answers in their places and add new ones at the end; or drop the line and make a new one under another code."));
}
