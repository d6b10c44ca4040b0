using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Declarations of surveys as JSON files, with the questionnaire they name.</summary>
public static class DeclarationFile
{
    private const int SmallestCell = 5;
    private const int LongestCode = 40;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <returns>Both, or every problem of the two files at once.</returns>
    /// <param name="raters">A table of who rates whom, in the place of that in the declaration; <c>null</c> for none.</param>
    public static Result<DeclaredSurvey> Read(string path, string? raters = null)
    {
        if (!File.Exists(path))
            return Spreadsheets.FileProblems.NotFound(path);
        var file = Path.GetFileName(path);
        var parsed = Parse(File.ReadAllText(path), file);
        if (!parsed.TryGet(out var declaration))
            return parsed.Problems;
        var read = XlsFormReader.Read(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "", declaration.Questionnaire));
        var table = raters is null ? null : RaterTable.Of(RaterTable.Read(raters), declaration.Units);
        if (table is not null)
            declaration = declaration with { Raters = table.Groups };
        var faults = Faults(declaration, table, member => $"{file}: {member}").AddRange(FormFaults(declaration, read, $"{file}: raters"));
        return read.TryGet(out var form) && faults.IsEmpty ? new DeclaredSurvey(declaration, form) : read.Problems.AddRange(faults);
    }

    /// <summary>What keeps a questionnaire from being asked as it is declared; nothing for one that can't be read.</summary>
    internal static ImmutableArray<Problem> FormFaults(SurveyDeclaration survey, Result<Questionnaire> form, string where) =>
        survey.Raters is not null && form.TryGet(out var sheet) && RatedBlock.Of(sheet) is null ? [RaterProblems.NoBlock(where)] : [];

    /// <summary>What is wrong with a declaration whose raters come from a table: its lines are told at their places, and then not again.</summary>
    internal static ImmutableArray<Problem> Faults(SurveyDeclaration survey, RaterTable? table, Func<string, string> place)
    {
        var faults = Faults(survey, place);
        return table is not { Problems.IsEmpty: false } ? faults : [.. faults.Where(fault => !fault.Where.StartsWith(place("raters"), StringComparison.Ordinal)), .. table.Problems];
    }

    /// <summary>As it is stored.</summary>
    internal static string Write(SurveyDeclaration declaration) => JsonSerializer.Serialize(declaration, Options);

    internal static Result<SurveyDeclaration> Parse(string json, string file)
    {
        try
        {
            return JsonSerializer.Deserialize<SurveyDeclaration>(json, Options) is { } declaration && !declaration.Units.IsDefault ? declaration : SurveyProblems.Unreadable(file, Words.Same("null"));
        }
        catch (JsonException wrong)
        {
            return SurveyProblems.Unreadable($"{file}:{wrong.LineNumber + 1}", Words.Same($"{wrong.Path}: {wrong.Message}"));
        }
    }

    /// <param name="place">Where a member stands, for messages.</param>
    internal static ImmutableArray<Problem> Faults(SurveyDeclaration survey, Func<string, string> place)
    {
        var faults = ImmutableArray.CreateBuilder<Problem>();
        void Check(bool isGood, string member, Words what)
        {
            if (!isGood)
                faults.Add(SurveyProblems.Declared(place(member), what));
        }

        Check(IsCode(survey.Code), "code", new("mã chỉ gồm chữ thường không dấu, chữ số và gạch nối, tối đa 40 ký tự", "the code has lower-case letters, digits and hyphens, 40 at most"));
        Check(survey.Asker.Count > 0, "asker", new("chưa ghi ai hỏi", "it does not say who asks"));
        Check(survey.Decision.Trim().Length > 0, "decision", new("chưa ghi theo quyết định nào", "it does not say by which decision"));
        Check(survey.Purpose.Count > 0, "purpose", new("chưa ghi để làm gì", "it does not say what for"));
        Check(survey.Minutes > 0, "minutes", new("thời gian trả lời phải lớn hơn 0", "answering takes more than 0 minutes"));
        Check(survey.Telephone.Trim().Length > 0, "telephone", new("chưa ghi số điện thoại", "it lacks a telephone number"));
        Check(survey.Consent.Version.Trim().Length > 0 && survey.Consent.Text.Count > 0, "consent", new("thiếu lời xin đồng ý hoặc số phiên bản của lời đó", "it lacks the text of consent or its version"));
        Check(survey.Opens <= survey.Closes, "closes", new("ngày kết thúc trước ngày bắt đầu", "it closes before it opens"));
        Check(survey.Closes < survey.KeepUntil, "keepUntil", new("thời hạn lưu phải sau ngày kết thúc", "answers are kept until after it closes"));
        Check(survey.ContactsUntil is null || (survey.ContactsUntil >= survey.Closes && survey.ContactsUntil <= survey.KeepUntil), "contactsUntil", new("cách liên hệ được giữ từ ngày kết thúc đến hết thời hạn lưu", "how people are found is kept until between the last day and the end of keeping"));
        Check(survey.MinimumCell >= SmallestCell, "minimumCell", new($"nhóm nhỏ nhất phải từ {SmallestCell} phiếu", $"the smallest group has {SmallestCell} answers or more"));
        Check(survey.OwnIndexFrom is null || survey.OwnIndexFrom >= survey.MinimumCell, "ownIndexFrom", new("số phiếu để có chỉ số riêng không được ít hơn nhóm nhỏ nhất", "an index of a unit's own needs at least the answers of the smallest group"));
        Check(survey.CautionAbove is null or > 0, "cautionAbove", new("ngưỡng biên sai số để cảnh báo phải lớn hơn 0 điểm", "figures are marked from a margin above 0 points"));
        Check(survey.WithholdAbove is null || survey.WithholdAbove > (survey.CautionAbove ?? 0), "withholdAbove", new("ngưỡng biên sai số để không nêu phải lớn hơn 0 điểm và lớn hơn ngưỡng cảnh báo", "figures are withheld from a margin above 0 points, and above the one they are marked from"));
        Check(survey.Target is null or > 0, "target", new("số phiếu cần thu phải lớn hơn 0", "the number of answers wanted is above 0"));
        Check(survey.Units.Length > 0 && survey.Units.Select(unit => unit.Code).Distinct().Count() == survey.Units.Length && survey.Units.All(unit => unit.Code.Length > 0 && unit.Name.Length > 0), "units",
            new("mỗi đơn vị cần một mã riêng và một tên; cần ít nhất một đơn vị", "every unit needs a code of its own and a name; at least one unit is needed"));
        if (survey.Raters is { } raters)
        {
            CheckRaters(survey, raters, Check);
            faults.AddRange(raters.SelectMany(group => RaterTable.Faults(group, survey.Units, place($"raters, {group.Code}"))));
        }

        return faults.ToImmutable();
    }

    /// <summary>Who rates whom, but for the units of each group.</summary>
    private static void CheckRaters(SurveyDeclaration survey, ImmutableArray<RaterGroup> raters, Action<bool, string, Words> check)
    {
        check(survey.Access == SurveyAccess.Invitation, "access", new("phiếu hỏi về nhiều đơn vị chỉ trả lời bằng đường dẫn mời riêng", "a form about several units is answered by invitation alone"));
        check(!raters.IsEmpty && raters.Select(group => group.Code).Distinct().Count() == raters.Length, "raters", new("mỗi nhóm người trả lời cần một mã riêng; cần ít nhất một nhóm", "every group of raters needs a code of its own; at least one is needed"));
        foreach (var group in raters)
        {
            var at = $"raters, {group.Code}";
            check(group.Code.Length > 0 && group.Name.Length > 0, at, new("nhóm cần mã và tên", "a group needs a code and a name"));
            check(!group.Units.IsDefaultOrEmpty && group.Units.Length <= Filling.MostTurns, at, new($"nhóm cần từ 1 đến {Filling.MostTurns} đơn vị", $"a group rates 1 to {Filling.MostTurns} units"));
        }
    }

    internal static bool IsCode(string code) => code.Length is > 0 and <= LongestCode && code.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}

/// <summary>A declaration with the questionnaire it names.</summary>
public sealed record DeclaredSurvey(SurveyDeclaration Declaration, Questionnaire Form);
