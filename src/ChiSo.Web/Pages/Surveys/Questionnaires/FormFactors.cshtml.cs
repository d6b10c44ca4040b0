using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Editing;
using ChiSo.Web.Language;
using ChiSo.Web.Surveys.Questionnaires;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>The factors and parts questions feed, with their weights.</summary>
public sealed class FormFactorsPage(Installation installation, TimeProvider clock, Texts texts) : FormTablePage(installation, clock, texts)
{
    public override ImmutableArray<string> Columns => DraftTables.FactorColumns(Edited.Draft.Languages);

    protected override ImmutableArray<ImmutableDictionary<string, string>> StoredRows => Edited.Draft.Factors;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(Said["Qn_Factors"], cancel))
            return NotFound();
        Lay(StoredRows);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? seen, CancellationToken cancel)
    {
        if (Change is not { } change || !await ReadAsync(Said["Qn_Factors"], cancel))
            return NotFound();
        var posted = Posted();
        Lay(posted);
        var done = await Installation.FormEditing.SaveFactorsAsync(Code, new(List: null, "", [], posted, seen ?? ""), change, cancel);
        return await AnswerAsync(done, Request.Form["up"].Count > 0 ? FormAddress.OfFactors(Code) : FormAddress.Of(Code), () => ReadAsync(Said["Qn_Factors"], cancel));
    }
}
