using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Editing;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Surveys.Questionnaires;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>The choices of a list: names, texts in every language side by side, which of them is no opinion.</summary>
public sealed class ChoiceListPage(Installation installation, TimeProvider clock, Texts texts) : FormTablePage(installation, clock, texts)
{
    /// <summary><c>null</c> for a new one.</summary>
    public DraftList? List { get; private set; }

    public override ImmutableArray<string> Columns => DraftTables.ChoiceColumns(Edited.Draft.Languages, More);

    /// <summary>Further columns, for choice filters.</summary>
    public ImmutableArray<string> More => Request.HasFormContentType ? [.. this.Typed("columns").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)] : List?.Columns ?? [];

    public string Name => Request.HasFormContentType ? this.Typed("name") : "";

    protected override ImmutableArray<ImmutableDictionary<string, string>> StoredRows => List?.Rows ?? [];

    public async Task<IActionResult> OnGetAsync(string? list, CancellationToken cancel)
    {
        if (!await ReadListAsync(list, cancel))
            return NotFound();
        Lay([.. StoredRows.Select(row => row.SetItem("was", row.GetValueOrDefault("name", "")))]);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? list, string? seen, CancellationToken cancel)
    {
        if (Change is not { } change || !await ReadListAsync(list, cancel))
            return NotFound();
        var posted = Posted();
        Lay(posted);
        var done = await Installation.FormEditing.SaveListAsync(Code, new(list, Name, More, posted, seen ?? ""), change, cancel);
        var back = Request.Form["up"].Count > 0 && list is not null ? FormAddress.OfList(Code, list) : FormAddress.Of(Code) + "#lists";
        return await AnswerAsync(done, back, () => ReadListAsync(list, cancel));
    }

    private async Task<bool> ReadListAsync(string? list, CancellationToken cancel)
    {
        if (!await ReadAsync(Said["Qn_List"], cancel))
            return false;
        List = list is null ? null : Edited.Draft.List(list);
        return list is null || List is not null;
    }
}
