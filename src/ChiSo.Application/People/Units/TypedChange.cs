using System.Collections.Immutable;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.People;

/// <summary>A change as somebody typed it.</summary>
/// <param name="From">Codes or names, one a line.</param>
/// <param name="Heir">Code of the unit that takes open work over, for a split.</param>
public sealed record TypedChange(ChangeKind Kind, string From, ImmutableArray<UnitAfter> To, string Heir)
{
    private const int MostShown = 5;

    /// <summary>The change it means, with number 0, or everything that is wrong with it.</summary>
    /// <param name="there">The units of the day before.</param>
    internal Result<DraftedChange> Read(ImmutableArray<UnitFact> there)
    {
        var problems = new List<Problem>();
        var before = Kind == ChangeKind.New ? [] : Lines(From).Select(line => Find(line, there, problems)).OfType<string>().Distinct().ToImmutableArray();
        var after = Kind == ChangeKind.Close ? [] : To.Select(Cleaned).Where(unit => unit.Code.Length > 0 || unit.Name.Length > 0).ToImmutableArray();
        if (problems.Count == 0)
            problems.AddRange(Shape(before, after));
        problems.AddRange(after.SelectMany(Wrong));
        if (after.Select(unit => unit.Code).Distinct().Count() < after.Length)
            problems.Add(new("reorganisation.same-code", "to", new("Hai đơn vị mới mang cùng mã.", "Two units after have the same code."), new("Ghi mã khác cho một trong hai.", "Give one of them another code.")));
        var heir = Kind == ChangeKind.Split && after.Any(unit => unit.Code == Heir.Trim()) ? Heir.Trim() : "";
        if (Kind == ChangeKind.Split && heir.Length == 0 && problems.Count == 0 && before.All(unit => after.All(one => one.Code != unit)))
            problems.Add(DraftProblems.NoHeir("heir", string.Join(", ", before)) with { Remedy = new("Ghi mã của một trong các đơn vị mới.", "Write the code of one of the units after.") });
        return problems.Count == 0 ? new DraftedChange(0, Kind, before, after, heir) : problems.ToImmutableArray();
    }

    private IEnumerable<Problem> Shape(ImmutableArray<string> before, ImmutableArray<UnitAfter> after)
    {
        var (leastBefore, mostBefore, leastAfter, mostAfter) = Kind switch
        {
            ChangeKind.Merge => (2, int.MaxValue, 1, 1),
            ChangeKind.Split => (1, 1, 2, int.MaxValue),
            ChangeKind.Rename => (1, 1, 1, 1),
            ChangeKind.Close => (1, int.MaxValue, 0, 0),
            ChangeKind.New => (0, 0, 1, int.MaxValue),
            _ => throw new System.Diagnostics.UnreachableException($"No shape of {Kind}."),
        };
        if (before.Length < leastBefore || before.Length > mostBefore)
            yield return new("reorganisation.before", "from", leastBefore == 2 ? new("Hợp nhất cần ít nhất hai đơn vị cũ.", "A merger needs two units before at least.") : new("Thay đổi này cần đúng một đơn vị cũ.", "This change needs exactly one unit before."),
                new("Ghi mã hoặc tên đơn vị, mỗi đơn vị một dòng.", "Write codes or names, one unit a line."));
        if (after.Length < leastAfter || after.Length > mostAfter)
            yield return new("reorganisation.after", "to", leastAfter == 2 ? new("Chia tách cần ít nhất hai đơn vị mới.", "A split needs two units after at least.") : new("Thay đổi này cần đúng một đơn vị mới.", "This change needs exactly one unit after."),
                new("Ghi mã và tên của đơn vị sau sắp xếp.", "Write code and name of the unit after."));
    }

    private static UnitAfter Cleaned(UnitAfter unit) =>
        new(NfcText.Clean(unit.Code).Trim(), NfcText.Clean(unit.Name).Trim(), NfcText.Clean(unit.NameEn).Trim(), NfcText.Clean(unit.Kind).Trim(), NfcText.Clean(unit.Parent).Trim());

    private static IEnumerable<Problem> Wrong(UnitAfter unit)
    {
        if (unit.Code.Length == 0 || unit.Name.Length == 0)
            yield return new("reorganisation.incomplete", "to", new($"Đơn vị mới {unit.Name}{unit.Code} thiếu mã hoặc tên.", $"The unit after {unit.Name}{unit.Code} lacks its code or name."), new("Ghi cả mã và tên.", "Write both."));
        else if (unit.Code.AsSpan().ContainsAny('/', '\\') || unit.Code.All(letter => letter == '.') || unit.Code.Any(char.IsWhiteSpace))
            yield return new("value.code-form", "to", new($"Mã \"{unit.Code}\" không đứng được trong địa chỉ trang và tên tệp.", $"The code \"{unit.Code}\" can't stand in addresses and names of files."),
                new("Bỏ dấu / và \\ và khoảng trắng khỏi mã; thay bằng dấu chấm hoặc gạch nối.", "Take / and \\ and spaces out of the code; write a dot or a hyphen instead."));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>By code, else by name, else by name without marks; a name several units have is no answer.</summary>
    private static string? Find(string text, ImmutableArray<UnitFact> there, List<Problem> problems)
    {
        Func<UnitFact, bool>[] ways = [unit => unit.Unit == text, unit => Fold.Key(unit.Name) == Fold.Key(text), unit => Fold.Loose(unit.Name) == Fold.Loose(text) || Fold.Loose(unit.Unit) == Fold.Loose(text)];
        var found = ways.Select(way => there.Where(way).ToList()).FirstOrDefault(units => units.Count > 0) ?? [];
        if (found.Count == 1)
            return found[0].Unit;
        var shown = string.Join("; ", found.Take(MostShown).Select(unit => $"{unit.Unit} ({unit.Name}, {unit.Parent})"));
        problems.Add(found.Count == 0
            ? new("reorganisation.no-unit", "from", new($"Danh mục không có đơn vị \"{text}\" vào ngày trước ngày sắp xếp.", $"The register has no unit \"{text}\" on the day before."), new("Tra danh mục đơn vị rồi ghi mã.", "Look the register up and write the code."))
            : new("reorganisation.ambiguous", "from", new($"Có {found.Count} đơn vị tên \"{text}\": {shown}.", $"There are {found.Count} units called \"{text}\": {shown}."), new("Ghi mã của đúng đơn vị.", "Write the code of the one that is meant.")));
        return null;
    }
}
