using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Editing;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Surveys;
using ChiSo.Web.Surveys.Questionnaires;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>One question or group of a questionnaire: its texts in every language side by side, when it is asked, what an answer must meet, how it counts.</summary>
public sealed class QuestionPage(Installation installation, TimeProvider clock, Texts texts) : FormEditingPage(installation, clock, texts)
{
    private ImmutableDictionary<string, string> stored = ImmutableDictionary<string, string>.Empty;

    /// <summary><c>null</c> for a new one.</summary>
    public DraftRow? Row { get; private set; }

    /// <summary>The mark of the row as it is now.</summary>
    public string Seen => Row is null ? "" : Edited.Draft.MarkOf(Row);

    public bool IsSection => Value("type").StartsWith("begin_", StringComparison.Ordinal);

    /// <summary>Whether it is a core question, or holds one: it stays.</summary>
    public bool IsCore => Row is not null && DraftTree.All([Row]).Any(row => Edited.Core.Holds(row.Name));

    /// <summary>The fields of the form, part by part.</summary>
    public IEnumerable<(string Title, ImmutableArray<string> Columns)> Parts => IsSection
        ? [("Qn_OfSection", Value("type") == "begin_repeat" ? QuestionForm.OfRepeat : QuestionForm.OfSection)]
        : [("Qn_OfQuestion", QuestionForm.OfQuestion), ("Qn_OfChecks", QuestionForm.OfChecks), ("Qn_OfIndex", QuestionForm.OfIndex)];

    /// <summary>Problems that stand at no field.</summary>
    public IReadOnlyCollection<Problem> Others => [.. Problems.Where(problem => !Parts.SelectMany(part => part.Columns).Contains(ColumnOf(problem.Where)))];

    public async Task<IActionResult> OnGetAsync(string? row, string? type, string? under, CancellationToken cancel)
    {
        if (!await ReadRowAsync(row, cancel))
            return NotFound();
        if (row is null)
            stored = stored.SetItem("type", type is null || !TypedRow.Types.Concat(TypedRow.Sections).Contains(type) ? "select_one" : type).SetItem("parent", under ?? "");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? row, string? seen, CancellationToken cancel)
    {
        if (Change is not { } change || !await ReadRowAsync(row, cancel))
            return NotFound();
        var done = await Installation.FormEditing.SaveAsync(Code, new(row, FormPosts.Cells(Request.Form), seen ?? ""), change, cancel);
        return await AnswerAsync(done, $"{FormAddress.Of(Code)}#r-{Uri.EscapeDataString(this.Typed("name").Trim())}", () => ReadRowAsync(row, cancel));
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? row, string? tree, CancellationToken cancel)
    {
        if (Change is not { } change || row is null || !await ReadRowAsync(row, cancel))
            return NotFound();
        return await AnswerAsync(await Installation.FormEditing.RemoveAsync(Code, row, tree ?? "", change, cancel), FormAddress.Of(Code), () => ReadRowAsync(row, cancel));
    }

    /// <summary>The fields of a column: one, or one for each language.</summary>
    public IEnumerable<FormField> FieldsOf(string column)
    {
        if (!QuestionForm.Texts.Contains(column))
            return [Field(column, column, FormWords.FieldOf(column, Said))];
        return Edited.Draft.Languages.Select(language => Field(language.Length == 0 ? column : $"{column}::{language}", column,
            language.Length == 0 ? FormWords.FieldOf(column, Said) : $"{FormWords.FieldOf(column, Said)} – {AnswerWords.NameOf(language)}") with { Language = AnswerWords.CodeOf(language) });
    }

    private FormField Field(string name, string column, string label) =>
        new(name, label, Value(name), QuestionForm.WithHint.Contains(column) ? Said["Qn_Hint_" + column] : "", [.. Wrong(name, column)], Theirs(name, stored.GetValueOrDefault(name, "")))
        {
            Rows = QuestionForm.OfManyLines.Contains(column) ? 2 : 1,
            Choices = [.. Choices(column)],
        };

    /// <summary>What stands in a field: as typed, else as stored.</summary>
    private string Value(string name) => IsPosted(name) ? this.Typed(name) : stored.GetValueOrDefault(name, "");

    private IEnumerable<Problem> Wrong(string name, string column) =>
        (Request.HasFormContentType ? Problems : Row is null ? [] : Edited.ProblemsOf(Row.Name)).Where(problem => problem.Where == name || (problem.Where == column && (column == name || IsCore || Value(name).Trim().Length == 0)));

    private static string ColumnOf(string place) => place.Split("::")[0];

    private IEnumerable<(string Code, string Words)> Choices(string column) => column switch
    {
        "type" => (IsSection ? TypedRow.Sections : TypedRow.Types).Select(type => (type, Said["Qn_Type_" + type])),
        "list" => [("", Said["Qn_NoList"]), .. Edited.Draft.Lists.Select(list => (list.Name, $"{list.Name}: {string.Join(" · ", list.Rows.Select(row => FormWords.LabelOf(Edited.Draft, new(row, []), Said)))}"))],
        "parent" => [("", Said["Qn_NoGroup"]), .. DraftTree.All(Edited.Draft.Rows).Where(row => row.IsSection && (Row is null || DraftTree.Find([Row], row.Name) is null)).Select(row => (row.Name, FormWords.LabelOf(Edited.Draft, row, Said)))],
        "required" => [("", Said["Qn_Required_no"]), ("yes", Said["Qn_Required_yes"]), (TypedRow.When, Said["Qn_Required_when"])],
        "factor" => [("", Said["Qn_NoFactor"]), .. Edited.Draft.Factors.Select(factor => (factor.GetValueOrDefault("code", ""), FormWords.FactorOf(Edited.Draft, factor, Said)))],
        "core" => [("", Said["Qn_Core_no"]), ("yes", Said["Qn_Core_yes"])],
        "polarity" => [("", Said["Qn_Polarity_higher"]), ("lower_better", Said["Qn_Polarity_lower"])],
        _ => [],
    };

    private async Task<bool> ReadRowAsync(string? row, CancellationToken cancel)
    {
        if (!await ReadAsync(Said[row is null ? "Qn_NewRow" : "Qn_Row"], cancel))
            return false;
        Row = row is null ? null : DraftTree.Find(Edited.Draft.Rows, row);
        if (Row is not null)
            stored = TypedRow.FieldsOf(Edited.Draft, Row);
        return row is null || Row is not null;
    }
}
