using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Management;

/// <summary>The declaration of a survey as somebody types it, field by field; the fields are the members of the file, texts with their language behind a point.</summary>
public static class DeclarationEntry
{
    private static readonly string[] Languages = ["vi", "en", "km"];

    private static readonly CodeList<SurveyDisplay> Displays = new(("steps", SurveyDisplay.Steps), ("questions", SurveyDisplay.Questions), ("page", SurveyDisplay.Page));

    /// <param name="fields">By member: <c>code</c>, <c>asker.vi</c>, <c>opens</c> (dd/mm/yyyy), <c>units</c> (a unit a line: code; name).</param>
    /// <param name="questionnaire">The code of the questionnaire.</param>
    /// <param name="whenNone">Who is rated when no unit is typed: those of the round.</param>
    /// <param name="raters">Who rates whom as it was uploaded, or why it can't be read; <c>null</c> for nothing.</param>
    /// <returns>The declaration, or everything that is wrong with it, each by its field.</returns>
    public static Result<SurveyDeclaration> Read(IReadOnlyDictionary<string, string> fields, string questionnaire, ImmutableArray<RatedUnit> whenNone, Result<ImmutableArray<RaterLine>>? raters = null)
    {
        var reading = new Fields(fields);
        var typed = reading.Units();
        var units = typed.IsEmpty ? whenNone : typed;
        var table = RaterEntry.Read(reading.Text("rates"), reading.Text("raters"), raters, units);
        var round = reading.Text("round");
        var declaration = new SurveyDeclaration(
            reading.Text("code"), questionnaire, reading.Spoken("asker"), reading.Text("decision"), reading.Spoken("purpose"), reading.Whole("minutes") ?? 1, reading.Text("telephone"),
            new(reading.Text("consent.version"), reading.Spoken("consent")), reading.Day("opens"), reading.Day("closes"), reading.Day("keepUntil"), units)
        {
            Round = round.Length > 0 ? round : null,
            Access = reading.Text("access") == "anybody" ? SurveyAccess.Anybody : SurveyAccess.Invitation,
            Display = Displays.Find(reading.Text("display")) ?? SurveyDisplay.Steps,
            MinimumCell = reading.Whole("minimumCell") ?? 10,
            OwnIndexFrom = reading.WholeOrNone("ownIndexFrom"),
            CautionAbove = reading.WholeOrNone("cautionAbove"),
            WithholdAbove = reading.WholeOrNone("withholdAbove"),
            Target = reading.WholeOrNone("target"),
            Raters = table?.Groups,
            ContactsUntil = reading.DayOrNone("contactsUntil"),
        };
        var told = reading.Problems.Select(problem => problem.Where).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<Problem> problems = [.. reading.Problems, .. DeclarationFile.Faults(declaration, table, member => member).Where(fault => !told.Contains(fault.Where) && !IsOfUnreadDays(fault.Where, told))];
        return problems.IsEmpty ? declaration : problems;
    }

    /// <summary>The last day typed; <c>null</c> where it can't be read.</summary>
    public static DateOnly? LastDay(IReadOnlyDictionary<string, string> fields) => VietnameseDates.TryRead(fields.GetValueOrDefault("closes")?.Trim() ?? "", out var day) ? day : null;

    /// <summary>A declaration as it would have been typed: what <see cref="Read"/> makes the same declaration of.</summary>
    public static ImmutableDictionary<string, string> Write(SurveyDeclaration declaration)
    {
        var fields = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var (rates, raters) = RaterEntry.Write(declaration.Raters, declaration.Units);
        foreach (var (member, said) in new[] { ("asker", declaration.Asker), ("purpose", declaration.Purpose), ("consent", declaration.Consent.Text) })
            fields.AddRange(said.Select(text => KeyValuePair.Create($"{member}.{text.Key}", text.Value)));
        fields.AddRange(new Dictionary<string, string>
        {
            ["code"] = declaration.Code, ["round"] = declaration.Round ?? "", ["decision"] = declaration.Decision, ["minutes"] = Text(declaration.Minutes), ["telephone"] = declaration.Telephone, ["consent.version"] = declaration.Consent.Version,
            ["opens"] = VietnameseDates.ToText(declaration.Opens), ["closes"] = VietnameseDates.ToText(declaration.Closes), ["keepUntil"] = VietnameseDates.ToText(declaration.KeepUntil), ["contactsUntil"] = declaration.ContactsUntil is { } contacts ? VietnameseDates.ToText(contacts) : "",
            ["access"] = declaration.Access == SurveyAccess.Anybody ? "anybody" : "invitation", ["display"] = Displays.CodeOf(declaration.Display),
            ["minimumCell"] = Text(declaration.MinimumCell), ["ownIndexFrom"] = Text(declaration.OwnIndexFrom), ["target"] = Text(declaration.Target), ["cautionAbove"] = Text(declaration.CautionAbove), ["withholdAbove"] = Text(declaration.WithholdAbove),
            ["units"] = string.Join('\n', declaration.Units.Select(unit => $"{unit.Code}; {unit.Name}")), ["rates"] = rates, ["raters"] = raters,
        });
        return fields.ToImmutable();
    }

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>Days that could not be read are told once, not again by their order.</summary>
    private static bool IsOfUnreadDays(string member, HashSet<string> told) => member is "closes" or "keepUntil" or "contactsUntil" && (told.Contains("opens") || told.Contains("closes") || told.Contains("keepUntil"));

    private sealed class Fields(IReadOnlyDictionary<string, string> fields)
    {
        public List<Problem> Problems { get; } = [];

        public string Text(string member) => fields.GetValueOrDefault(member)?.Trim() ?? "";

        public ImmutableSortedDictionary<string, string> Spoken(string member) =>
            ImmutableSortedDictionary.CreateRange(Languages.Select(language => KeyValuePair.Create(language, Text($"{member}.{language}"))).Where(text => text.Value.Length > 0));

        public int? WholeOrNone(string member) => Text(member).Length == 0 ? null : Whole(member);

        public int? Whole(string member)
        {
            if (int.TryParse(Text(member), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return number;
            Problems.Add(SurveyProblems.Declared(member, Text(member).Length == 0 ? new("chưa ghi số", "the number is missing") : new($"“{Text(member)}” không phải là số nguyên", $"“{Text(member)}” is no whole number")));
            return null;
        }

        public DateOnly? DayOrNone(string member) => Text(member).Length == 0 ? null : Day(member);

        public DateOnly Day(string member)
        {
            if (VietnameseDates.TryRead(Text(member), out var day))
                return day;
            Problems.Add(SurveyProblems.Declared(member, Text(member).Length == 0 ? new("chưa ghi ngày", "the day is missing") : new($"“{Text(member)}” không phải là ngày dạng 31/12/2026", $"“{Text(member)}” is no day like 31/12/2026")));
            return default;
        }

        public ImmutableArray<RatedUnit> Units()
        {
            var units = ImmutableArray.CreateBuilder<RatedUnit>();
            foreach (var (at, line) in Text("units").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Index())
            {
                if (line.Split(';', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } code, { Length: > 0 } name])
                    units.Add(new(code, name));
                else
                    Problems.Add(SurveyProblems.Declared("units", new($"dòng {at + 1} “{line}” không có dạng mã; tên", $"line {at + 1} “{line}” is not a code; a name")));
            }

            return units.ToImmutable();
        }
    }
}
