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

/// <summary>Title, version, languages and the formula of the index.</summary>
public sealed class FormSettingsPage(Installation installation, TimeProvider clock, Texts texts) : FormEditingPage(installation, clock, texts)
{
    private static readonly string[] Formula = ["scoring", "pooling", "level"];

    /// <summary>The mark of the settings as they are now.</summary>
    public string Seen => FormDraft.MarkOf([Edited.Draft.Settings]);

    /// <summary>Languages one may choose: those it has, and those the answer pages speak.</summary>
    public IEnumerable<string> Languages => Edited.Draft.Languages.Where(language => language.Length > 0).Union(DraftLanguages.Spoken);

    /// <summary>Problems that stand at no field.</summary>
    public IReadOnlyCollection<Problem> Others => [.. Problems.Where(problem => Fields().All(one => !one.Wrong.Contains(problem)))];

    public bool IsChosen(string language) => Request.HasFormContentType ? Request.Form["languages"].Contains(language)
        : Edited.Draft.Languages.Contains(language) || (Edited.Draft.Languages is [""] && language == DraftLanguages.Spoken[0]);

    public IEnumerable<FormField> Fields() =>
    [
        Field("version", FormWords.FieldOf("version", Said), Said["Qn_Hint_version"]),
        .. Languages.Select(language => Field($"form_title::{language}", $"{FormWords.FieldOf("form_title", Said)} – {AnswerWords.NameOf(language)}", "") with { Language = AnswerWords.CodeOf(language) }),
        Field("default_language", FormWords.FieldOf("default_language", Said), "") with { Choices = [.. Languages.Select(language => (language, AnswerWords.NameOf(language)))] },
        .. Formula.Select(column => Field(column, FormWords.FieldOf(column, Said), Said["Qn_Hint_" + column]) with { Choices = FormWords.FormulaOf(column, Said) }),
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(Said["Qn_Settings"], cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string[] languages, string? seen, CancellationToken cancel)
    {
        if (Change is not { } change || !await ReadAsync(Said["Qn_Settings"], cancel))
            return NotFound();
        var known = Languages.ToHashSet();
        var done = await Installation.FormEditing.SaveSettingsAsync(Code, new(FormPosts.Cells(Request.Form), [.. languages.Where(known.Contains)], seen ?? ""), change, cancel);
        return await AnswerAsync(done, FormAddress.Of(Code), () => ReadAsync(Said["Qn_Settings"], cancel));
    }

    private FormField Field(string name, string label, string hint)
    {
        var stored = Edited.Draft.Settings.GetValueOrDefault(name) ?? (name == $"form_title::{DraftLanguages.Spoken[0]}" ? Edited.Draft.Settings.GetValueOrDefault("form_title", "") : "");
        ImmutableArray<Problem> wrong = [.. (Request.HasFormContentType ? Problems : Edited.ProblemsOf("/settings")).Where(problem => problem.Where == name || (problem.Where.Length > 0 && name.StartsWith(problem.Where + "::", StringComparison.Ordinal)))];
        return new(name, label, IsPosted(name) ? this.Typed(name) : stored, hint, wrong, Theirs(name, stored));
    }
}
