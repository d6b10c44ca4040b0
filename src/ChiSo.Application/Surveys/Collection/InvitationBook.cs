using System.Collections.Concurrent;
using System.Text.Json;
using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Invitations by the sign of their key, while answers pour in: looked up together, marked as used together.</summary>
internal sealed class InvitationBook
{
    private const int MostTogether = 500;

    /// <summary>So many are remembered, then all are forgotten and read anew.</summary>
    private const int MostKnown = 50_000;

    private readonly ChiSoDatabase database;
    private readonly Gathering<string, Invited?> looking;
    private readonly Gathering<string, bool> marking;
    private readonly ConcurrentDictionary<string, Invited> known = new(StringComparer.Ordinal);

    public InvitationBook(ChiSoDatabase database)
    {
        this.database = database;
        looking = new(MostTogether, TaskCreationOptions.None, LookAsync);
        marking = new(MostTogether, TaskCreationOptions.LongRunning, MarkAsync);
    }

    /// <summary>The invitation as it stands now; <c>null</c> when nobody was given the key.</summary>
    /// <param name="sign"><see cref="LinkKey.OfInvitation"/>.</param>
    public Task<Invited?> FindAsync(string sign, CancellationToken cancel) => looking.AskAsync(sign).WaitAsync(cancel);

    /// <summary>The invitation, used or not as it was known last: its group never changes.</summary>
    public async Task<Invited?> RecallAsync(string sign, CancellationToken cancel) => known.TryGetValue(sign, out var invited) ? invited : await FindAsync(sign, cancel);

    /// <summary>Marks it as used, for good when the task ends.</summary>
    public Task UseAsync(string sign) => marking.AskAsync(sign);

    private async Task<IReadOnlyList<Invited?>> LookAsync(IReadOnlyList<string> signs)
    {
        // By hand: under load a page asks more often than anything else, and the mapper costs ten times the look.
        await using var connection = await database.ConnectAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT key_hash, unit, stratum, used, cluster_group FROM survey_invitations WHERE key_hash IN (SELECT value FROM {(database.IsPostgres ? "unnest(@signs) AS listed (value)" : "json_each(@signs)")})";
        var wanted = command.CreateParameter();
        (wanted.ParameterName, wanted.Value) = ("signs", database.IsPostgres ? signs.ToArray() : JsonSerializer.Serialize(signs));
        command.Parameters.Add(wanted);
        var found = new Dictionary<string, Invited>(StringComparer.Ordinal);
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                found[reader.GetString(0)] = new(reader.GetString(1), reader.GetString(2), reader.GetBoolean(3), reader.GetString(4));
        }

        if (known.Count + found.Count > MostKnown)
            known.Clear();
        foreach (var (sign, invited) in found)
            known[sign] = invited;
        return [.. signs.Select(sign => found.GetValueOrDefault(sign))];
    }

    private async Task<IReadOnlyList<bool>> MarkAsync(IReadOnlyList<string> signs)
    {
        var wanted = signs.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList(); // in no order of people
        await database.WriteAsync(
            context => context.SurveyInvitations.Where(row => !row.Used && EF.Parameter(wanted).Contains(row.KeyHash)).ExecuteUpdateAsync(set => set.SetProperty(row => row.Used, true), CancellationToken.None),
            CancellationToken.None);
        return [.. signs.Select(_ => true)];
    }
}

/// <summary>What an invitation tells of itself when its key is shown.</summary>
internal sealed record Invited(string Unit, string Stratum, bool Used, string ClusterGroup);
