using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ChiSo.Application.Backups;
using ChiSo.Application.Publication;
using ChiSo.Application.Tests.Database;
using ChiSo.Web.Tests.Surveys;

namespace ChiSo.Web.Tests.Crashes;

/// <summary>The program is killed while forms with pictures pour in: every picture it thanked for is there whole, with its answer, and none without one.</summary>
public sealed class PictureKillTests(PostgresServer postgres)
{
    private const string Code = "anh-giet";
    private const int PushKills = 2;
    private const int LongKills = 20;
    private const int FormsAKill = 60;
    private const int AtOnce = 6; // fewer than there is room for
    private const int Seed = 20261201;

    private static readonly byte[] Photo = TestPictures.Jpeg(1_200, 900);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(KillTests.Kind.Sqlite)]
    [InlineData(KillTests.Kind.Postgres)]
    public Task Every_picture_that_was_thanked_for_is_there_with_its_answer(KillTests.Kind kind) => KillAsync(kind, PushKills);

    [Theory]
    [Trait("Duration", "Long")]
    [InlineData(KillTests.Kind.Sqlite)]
    [InlineData(KillTests.Kind.Postgres)]
    public Task Every_picture_that_was_thanked_for_is_there_after_many_kills(KillTests.Kind kind) => KillAsync(kind, LongKills);

    private async Task KillAsync(KillTests.Kind kind, int kills)
    {
        using var scratch = kind == KillTests.Kind.Sqlite ? Scratch.Embedded() : Scratch.On(postgres);
        var (server, data) = kind == KillTests.Kind.Postgres ? (scratch.Database, Path.Combine(scratch.Folder, "chiso-data")) : (null, scratch.Folder); // where the program keeps what it signs
        var waiting = new ConcurrentQueue<(string Note, string Key)>(await InviteAsync(server, data, kills * FormsAKill));
        var all = waiting.Select(one => one.Note).Order(StringComparer.Ordinal).ToList();
        var thanked = new ConcurrentBag<string>();
        var moments = new Random(Seed);
        for (var kill = 0; kill < kills; kill++)
        {
            await using var served = await ServedProcess.StartAsync(scratch.Folder, scratch.Database);
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var work = SendAllAsync(served.Address, waiting, thanked, FormsAKill - 10, started);
            await started.Task;
            await Task.WhenAny(work, Task.Delay(moments.Next(20, 600), Cancel));
            await served.KillAsync();
            await work;
            thanked.Except(await WholeAsync(server, data)).ShouldBeEmpty("a form that was thanked for is lost");
        }

        thanked.Count.ShouldBeGreaterThanOrEqualTo(kills, "nobody got to send after each start");
        await using var last = await ServedProcess.StartAsync(scratch.Folder, scratch.Database);
        await SendAllAsync(last.Address, waiting, thanked, int.MaxValue, new(TaskCreationOptions.RunContinuationsAsynchronously));
        (await last.StopAsync()).ShouldBe(0, last.Said);
        (await WholeAsync(server, data)).Order(StringComparer.Ordinal).ShouldBe(all);
    }

    private static async Task<IEnumerable<(string Note, string Key)>> InviteAsync(string? server, string data, int people)
    {
        using var installation = new Installation(server, data, TimeProvider.System);
        (await installation.Database.MigrateAsync(Cancel)).Problems.ShouldBeEmpty();
        return (await SurveyPages.OpenPicturedAsync(installation, Code, people)).Select(key => (Guid.NewGuid().ToString("N"), key));
    }

    /// <summary>The notes of the answers that are there, once every picture was read; a backup tells of pictures that are missing or left over.</summary>
    private static async Task<List<string>> WholeAsync(string? server, string data)
    {
        using var installation = new Installation(server, data, TimeProvider.System);
        var notes = new List<string>();
        foreach (var answer in await SurveyPages.AnswersAsync(installation, Code))
        {
            var picture = (await installation.Answers.Pictures.FindAsync(Code, answer.Pictures.ShouldHaveSingleItem(), Cancel)).ShouldNotBeNull("an answer without its picture");
            TestPictures.SizeOf(picture).ShouldBe((1_200, 900), "half a picture");
            notes.Add(answer.Values["comment"]);
        }

        notes.ShouldBeUnique();
        var file = Path.Combine(data, "sao-luu.zip");
        (await BackupWriting.WriteAsync(installation, data, file, TimeProvider.System, Cancel)).Problems.ShouldBeEmpty();
        (await BackupVerification.VerifyAsync(file, data, TimeProvider.System, Cancel)).Problems.ShouldBeEmpty();
        File.Delete(file);
        return notes;
    }

    private static async Task SendAllAsync(Uri address, ConcurrentQueue<(string Note, string Key)> waiting, ConcurrentBag<string> thanked, int most, TaskCompletionSource started)
    {
        using var client = new HttpClient { BaseAddress = address };
        var left = most;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0 && waiting.TryDequeue(out var one))
            {
                if (!await SendAsync(client, one.Note, one.Key))
                {
                    waiting.Enqueue(one);
                    return;
                }

                thanked.Add(one.Note);
                started.TrySetResult();
            }
        }));
        started.TrySetResult();
    }

    /// <returns>Whether the program said that form and picture are there.</returns>
    private static async Task<bool> SendAsync(HttpClient client, string note, string key)
    {
        try
        {
            using var answer = await SurveyPages.HandInAsync(client, $"/s/{Code}/openrosa/{key}/submission", SurveyPages.FilledWithPicture(Code, note, "a.jpg"), ("a.jpg", Photo));
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
            return true;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
