using System.Collections.Immutable;
using System.Text.Json;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Imported;

/// <summary>Tables of surveys run elsewhere, from coming in to being read.</summary>
public sealed class ImportedTables(ChiSoDatabase database, TimeProvider clock)
{
    internal const int LongestText = 500;

    /// <summary>Keeps a table; from then on nothing in it changes. The same again changes nothing.</summary>
    public Task<Result<ImportedTable>> ImportAsync(ImportedTable table, Change change, CancellationToken cancel) => database.WriteAsync<Result<ImportedTable>>(
        async context =>
        {
            if (Undeclared(table) is { IsEmpty: false } problems)
                return problems;
            var chain = SurveyDesk.ChainOf(table.Code);
            await Trail.LockAsync(context, chain, cancel);
            if (await context.SurveyImports.AsNoTracking().SingleOrDefaultAsync(known => known.Code == table.Code, cancel) is { } before)
                return before.ContentHash == table.Hash ? Read(before) : ImportProblems.Known(table.Code);
            if (await context.Surveys.AnyAsync(survey => survey.Code == table.Code, cancel))
                return ImportProblems.Known(table.Code);

            context.SurveyImports.Add(new()
            {
                Code = table.Code, By = table.By, Source = table.Source, On = table.On, Figures = JsonSerializer.Serialize(table.Figures, JsonSerializerOptions.Web), ContentHash = table.Hash, ImportedAt = change.At,
            });
            await Trail.AppendAsync(context, chain, change, "survey.imported", table.Code, new { content = table.Hash, table.By, table.Source, figures = table.Figures.Length }, cancel);
            return table;
        }, cancel);

    /// <summary>The same for a table uploaded at the desk.</summary>
    /// <param name="unread">What of it could not be read; told together with what its declaration lacks.</param>
    public async Task<Result<ImportedTable>> TakeInAsync(ImportedTable table, ImmutableArray<Problem> unread, Person person, CancellationToken cancel)
    {
        if (person.MandateTo(Act.RunSurveys, new()) is not { } mandate)
            return SurveyProblems.NotAllowed(table.Code);
        return unread.IsEmpty ? await ImportAsync(table, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""), cancel) : unread.AddRange(Undeclared(table));
    }

    /// <summary>Every table, the newest figures first.</summary>
    public async Task<ImmutableArray<ImportedTable>> ListAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. (await context.SurveyImports.AsNoTracking().OrderByDescending(table => table.On).ThenBy(table => table.Code).ToListAsync(cancel)).Select(Read)];
    }

    /// <summary><c>null</c> when there is no table of this code.</summary>
    public async Task<ImportedTable?> FindAsync(string code, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await context.SurveyImports.AsNoTracking().SingleOrDefaultAsync(table => table.Code == code, cancel) is { } stored ? Read(stored) : null;
    }

    private ImmutableArray<Problem> Undeclared(ImportedTable table)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (!DeclarationFile.IsCode(table.Code))
            problems.Add(ImportProblems.Undeclared("code", new("mã chỉ gồm chữ thường không dấu, chữ số và gạch nối, tối đa 40 ký tự", "the code has lower-case letters, digits and hyphens, 40 at most")));
        if (table.By.Trim().Length is 0 or > LongestText)
            problems.Add(ImportProblems.Undeclared("by", new("ghi ai đã khảo sát, tối đa 500 ký tự", "say who ran the survey, in 500 signs at most")));
        if (table.Source.Trim().Length is 0 or > LongestText)
            problems.Add(ImportProblems.Undeclared("source", new("ghi văn bản chứa số liệu, tối đa 500 ký tự", "name the document the figures stand in, in 500 signs at most")));
        if (table.On > VietnamTime.Today(clock))
            problems.Add(ImportProblems.Undeclared("date", new("ngày của số liệu chưa đến", "the day of the figures has not come")));
        return problems.ToImmutable();
    }

    private static ImportedTable Read(StoredImport stored) =>
        new(stored.Code, stored.By, stored.Source, stored.On, JsonSerializer.Deserialize<ImmutableArray<ImportedFigure>>(stored.Figures, JsonSerializerOptions.Web));
}
