using System.Collections.Concurrent;
using System.Globalization;
using ChiSo.Application.Mail;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Mail;

/// <summary>The outbox on both databases: nothing lost, nothing sent twice by two processes, and everything given up in the end.</summary>
public sealed class OutboxTests(PostgresServer postgres)
{
    private readonly SetClock clock = new(new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Each_message_leaves_once_however_many_deliver_at_once(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres, clock);
        await QueueAsync(test, 40);
        await QueueAsync(test, 40); // the same keys
        var channel = new Counting(_ => Delivery.Taken);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => test.Installation.Outbox.DeliverAsync([channel], Cancel), Cancel)));

        channel.Tried.Count.ShouldBe(40);
        channel.Tried.Values.ShouldAllBe(times => times == 1);
        (await test.Installation.Outbox.CountAsync(Cancel)).ShouldBe(new Dictionary<MessageState, int> { [MessageState.Sent] = 40 }, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_message_cut_off_while_it_is_sent_is_tried_again_under_the_same_name(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres, clock);
        await QueueAsync(test, 1);
        await Should.ThrowAsync<InvalidOperationException>(() => test.Installation.Outbox.DeliverAsync([new Counting(_ => throw new InvalidOperationException("killed"))], Cancel));

        var channel = new Counting(_ => Delivery.Taken);
        await test.Installation.Outbox.DeliverAsync([channel], Cancel);
        channel.Tried.ShouldBeEmpty("another may still be at it");
        clock.Now += TimeSpan.FromMinutes(6);
        await test.Installation.Outbox.DeliverAsync([channel], Cancel);
        channel.Tried.ShouldHaveSingleItem().Value.ShouldBe(1);
        (await test.Installation.Outbox.ListAsync(MessageState.Sent, null, 10, Cancel)).ShouldHaveSingleItem().Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_stays_away_is_asked_less_and_less_and_then_no_more()
    {
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres, clock);
        await QueueAsync(test, 1);
        var channel = new Counting(_ => Delivery.Later("421 busy"));
        var waits = new List<TimeSpan>();
        for (var attempt = 0; attempt < 20 && (await test.Installation.Outbox.ListAsync(MessageState.Waiting, null, 1, Cancel)) is [var waiting]; attempt++)
        {
            waits.Add(waiting.DueAt - clock.Now.UtcDateTime);
            clock.Now = new DateTimeOffset(waiting.DueAt);
            await test.Installation.Outbox.DeliverAsync([channel], Cancel);
        }

        waits.ShouldBe(waits.Order());
        waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait).ShouldBeGreaterThan(TimeSpan.FromHours(36));
        var failed = (await test.Installation.Outbox.ListAsync(MessageState.Failed, null, 10, Cancel)).ShouldHaveSingleItem();
        (failed.Attempts, failed.Error).ShouldBe((8, "421 busy"));

        (await test.Installation.Outbox.RetryAsync(failed.Id, Cancel)).ShouldBeTrue();
        (await test.Installation.Outbox.DeliverAsync([new Counting(_ => Delivery.Taken)], Cancel)).ShouldBe(1);
        (await test.Installation.Outbox.RetryAsync(failed.Id, Cancel)).ShouldBeFalse("it has left");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_refusal_for_good_is_kept_to_be_read_and_old_messages_are_forgotten(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres, clock);
        await QueueAsync(test, 2);
        await test.Installation.Outbox.DeliverAsync([new Counting(message => message.Key == "k0" ? Delivery.Never("550 unknown") : Delivery.Taken)], Cancel);
        (await test.Installation.Outbox.ListAsync(MessageState.Failed, "thử", 10, Cancel)).ShouldHaveSingleItem().Error.ShouldBe("550 unknown");

        clock.Now += TimeSpan.FromDays(31);
        (await test.Installation.Outbox.SweepAsync(Cancel)).ShouldBe(1);
        clock.Now += TimeSpan.FromDays(60);
        (await test.Installation.Outbox.SweepAsync(Cancel)).ShouldBe(1);
    }

    private Task<int> QueueAsync(TestInstallation test, int count)
    {
        var now = clock.Now.UtcDateTime;
        OutgoingMessage[] messages = [.. Enumerable.Range(0, count).Select(number => number.ToString(CultureInfo.InvariantCulture)).Select(number => new OutgoingMessage
        {
            Key = $"k{number}", Channel = ChannelKind.Mail, About = "thử", Account = Guid.Empty, Name = number, To = "a@example.vn", Subject = "", Text = "", QueuedAt = now, DueAt = now,
        })];
        return test.Installation.Outbox.QueueAsync(messages, Cancel);
    }

    /// <summary>Counts what it is given; the answers are the test's.</summary>
    private sealed class Counting(Func<OutgoingMessage, Delivery> answer) : IMessageChannel
    {
        public ConcurrentDictionary<Guid, int> Tried { get; } = [];

        public ChannelKind Kind => ChannelKind.Mail;

        public async Task<Delivery> SendAsync(OutgoingMessage message, CancellationToken cancel)
        {
            await Task.Yield();
            var said = answer(message);
            Tried.AddOrUpdate(message.Id, 1, (_, times) => times + 1);
            return said;
        }
    }
}
